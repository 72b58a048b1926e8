package io.tributary.connect.sink;

import java.util.concurrent.TimeUnit;

/**
 * Elapsed time that never jumps: rotation and retries must not stall or fire because the machine's
 * clock was corrected.
 */
public interface MonotonicClock {
  MonotonicClock SYSTEM =
      new MonotonicClock() {
        @Override
        public long millis() {
          return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
        }

        @Override
        public void sleep(long millis) throws InterruptedException {
          Thread.sleep(millis);
        }
      };

  /** Milliseconds since an arbitrary fixed instant. */
  long millis();

  void sleep(long millis) throws InterruptedException;
}
