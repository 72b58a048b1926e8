package io.tributary.msk.iam;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;

/** Stands still until it is moved. Begins just before the nanosecond count overflows. */
final class ManualClock extends Clock {

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000);
  private Instant instant = Instant.now();

  void move(Duration duration) {
    nanos.addAndGet(duration.toNanos());
    instant = instant.plus(duration);
  }

  long nanoTime() {
    return nanos.get();
  }

  @Override
  public Instant instant() {
    return instant;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
