package io.tributary.connect.orders;

import java.util.concurrent.TimeUnit;

/** How many orders are due. Whoever takes them late gets at most those of a second at once. */
final class Pace {
  private static final double NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

  private final double perSecond;
  private final Ticker ticker;
  private final double mostAtOnce;
  private double due = 1;
  private long countedNanos;

  Pace(double perSecond, Ticker ticker) {
    this.perSecond = perSecond;
    this.ticker = ticker;
    mostAtOnce = Math.max(1, perSecond);
    countedNanos = ticker.nanos();
  }

  /** Takes what is due, up to `most`. */
  int take(int most) {
    long now = ticker.nanos();
    due = Math.min(mostAtOnce, due + (now - countedNanos) * perSecond / NANOS_PER_SECOND);
    countedNanos = now;
    int taken = (int) Math.min(most, due);
    due -= taken;
    return taken;
  }

  /** Nanoseconds until the next order is due. */
  long nanosToNext() {
    return Math.max(1, (long) Math.ceil((1 - due) * NANOS_PER_SECOND / perSecond));
  }
}
