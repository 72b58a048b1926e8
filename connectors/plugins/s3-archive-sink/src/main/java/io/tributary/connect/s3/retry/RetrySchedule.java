package io.tributary.connect.s3.retry;

import io.tributary.connect.s3.store.TransientStoreException;
import io.tributary.connect.s3.time.MonotonicClock;
import java.util.random.RandomGenerator;
import org.apache.kafka.connect.errors.ConnectException;

/** Follows one row of failures: says how long to wait, and when to give up. */
public final class RetrySchedule {
  private final Backoff backoff;
  private final MonotonicClock clock;
  private final RandomGenerator random;
  private int failures;
  private long firstFailureMillis;

  public RetrySchedule(Backoff backoff, MonotonicClock clock, RandomGenerator random) {
    this.backoff = backoff;
    this.clock = clock;
    this.random = random;
  }

  /**
   * Notes a failed attempt.
   *
   * @return milliseconds to wait before the next
   * @throws ConnectException when the next would come later than the timeout allows
   */
  public long failed(TransientStoreException failure) {
    long now = clock.millis();
    if (failures++ == 0) {
      firstFailureMillis = now;
    }
    long delay = backoff.delayMillis(failures, random);
    long elapsed = now - firstFailureMillis;
    if (elapsed + delay > backoff.timeoutMillis()) {
      throw new ConnectException(
          "Gave up after "
              + failures
              + " attempts in "
              + elapsed
              + " ms (`retry.timeout.ms` is "
              + backoff.timeoutMillis()
              + "): "
              + failure.getMessage(),
          failure);
    }
    return delay;
  }

  public void succeeded() {
    failures = 0;
  }
}
