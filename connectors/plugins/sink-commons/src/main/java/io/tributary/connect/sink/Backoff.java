package io.tributary.connect.sink;

import java.util.random.RandomGenerator;

/**
 * Delays that double from the first to the longest, each drawn from its upper half, so that tasks
 * that failed together do not come back together.
 *
 * @param initialMillis delay after the first failure
 * @param maxMillis longest delay
 * @param timeoutMillis time since the first failure after which there is no further attempt
 */
public record Backoff(long initialMillis, long maxMillis, long timeoutMillis) {
  private static final int MAX_DOUBLINGS = 30;

  /** Milliseconds to wait after failure number `failures`, counted from 1. */
  public long delayMillis(int failures, RandomGenerator random) {
    long ceiling = initialMillis << Math.min(failures - 1, MAX_DOUBLINGS);
    long bounded = ceiling <= 0 || ceiling > maxMillis ? maxMillis : ceiling;
    long half = bounded / 2;
    return half + random.nextLong(bounded - half + 1);
  }
}
