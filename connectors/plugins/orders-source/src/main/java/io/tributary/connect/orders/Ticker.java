package io.tributary.connect.orders;

import java.util.concurrent.TimeUnit;

/** Time that only goes on, for rates. */
interface Ticker {
  Ticker SYSTEM =
      new Ticker() {
        @Override
        public long nanos() {
          return System.nanoTime();
        }

        @Override
        public void sleep(long nanos) throws InterruptedException {
          TimeUnit.NANOSECONDS.sleep(nanos);
        }
      };

  long nanos();

  void sleep(long nanos) throws InterruptedException;
}
