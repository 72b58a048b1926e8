package io.tributary.connect.testkit;

import io.tributary.connect.sink.MonotonicClock;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that moves when it is told to. */
public final class ManualClock implements MonotonicClock {
  private final AtomicLong now = new AtomicLong(1_000_000);

  @Override
  public long millis() {
    return now.get();
  }

  @Override
  public void sleep(long millis) {
    advance(millis);
  }

  public void advance(long millis) {
    now.addAndGet(millis);
  }
}
