package io.tributary.connect.s3.retry;

import io.tributary.connect.s3.store.TransientStoreException;
import io.tributary.connect.s3.time.MonotonicClock;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Retries on the calling thread, for callbacks that the framework does not call again. */
public final class BlockingRetry {
  private static final Logger LOG = LoggerFactory.getLogger(BlockingRetry.class);

  private final Backoff backoff;
  private final MonotonicClock clock;
  private final RandomGenerator random;

  public BlockingRetry(Backoff backoff, MonotonicClock clock, RandomGenerator random) {
    this.backoff = backoff;
    this.clock = clock;
    this.random = random;
  }

  /**
   * @throws ConnectException when the timeout passed or the thread was interrupted
   */
  public <T> T call(Supplier<T> request) {
    RetrySchedule schedule = new RetrySchedule(backoff, clock, random);
    while (true) {
      try {
        return request.get();
      } catch (TransientStoreException e) {
        long delay = schedule.failed(e);
        LOG.warn("{}; next attempt in {} ms", e.getMessage(), delay);
        pause(delay);
      }
    }
  }

  private void pause(long millis) {
    try {
      clock.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ConnectException("Interrupted while waiting for S3", e);
    }
  }
}
