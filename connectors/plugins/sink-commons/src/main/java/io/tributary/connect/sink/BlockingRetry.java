package io.tributary.connect.sink;

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
      } catch (TransientException e) {
        long delay = schedule.failed(e);
        LOG.warn("{}; next attempt in {} ms", e.getMessage(), delay);
        Waits.sleep(clock, delay, "waiting for another attempt");
      }
    }
  }
}
