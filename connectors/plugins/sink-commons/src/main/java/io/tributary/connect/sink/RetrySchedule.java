package io.tributary.connect.sink;

import java.util.random.RandomGenerator;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * Follows one row of failures: says how long to wait, and when to give up. Any progress ends the
 * row, so that a slow crowd of requests is not taken for one that stands still.
 */
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
  public long failed(TransientException failure) {
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

  /** Something was achieved: the next failure is a first one. */
  public void progressed() {
    failures = 0;
  }
}
