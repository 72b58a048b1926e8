package io.tributary.connect.sink;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * Waits of a task's thread. The framework interrupts it when the task must end, so an interrupt
 * ends the wait and the task, and stays set for whoever looks next.
 */
public final class Waits {
  private Waits() {}

  /**
   * @param what completes "Interrupted while …"
   * @throws ConnectException when interrupted
   */
  public static void sleep(MonotonicClock clock, long millis, String what) {
    try {
      clock.sleep(millis);
    } catch (InterruptedException e) {
      throw interrupted(what, e);
    }
  }

  /**
   * The outcome of what another thread does.
   *
   * @param what completes "Interrupted while waiting for …", and "No … within 30000 ms"
   * @throws TransientException when it is not there in time
   * @throws ExecutionException when it failed
   * @throws ConnectException when interrupted
   */
  public static <T> T get(Future<T> outcome, long timeoutMillis, String what)
      throws ExecutionException {
    try {
      return outcome.get(timeoutMillis, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new TransientException("No " + what + " within " + timeoutMillis + " ms", e);
    } catch (InterruptedException e) {
      throw interrupted("waiting for " + what, e);
    }
  }

  private static ConnectException interrupted(String what, InterruptedException cause) {
    Thread.currentThread().interrupt();
    return new ConnectException("Interrupted while " + what, cause);
  }
}
