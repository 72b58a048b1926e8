package io.tributary.connect.orders;

import java.util.concurrent.TimeUnit;

/** Moves when it is told to, and by as much as somebody sleeps. */
final class ManualTicker implements Ticker {
  private long now = 1_000_000;

  @Override
  public long nanos() {
    return now;
  }

  @Override
  public void sleep(long nanos) {
    now += nanos;
  }

  void advance(long millis) {
    now += TimeUnit.MILLISECONDS.toNanos(millis);
  }
}
