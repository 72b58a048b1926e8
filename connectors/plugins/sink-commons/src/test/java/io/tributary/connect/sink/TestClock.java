package io.tributary.connect.sink;

/** A clock that moves when it is told to; the one of sink-testkit needs this module built. */
final class TestClock implements MonotonicClock {
  private long now = 1_000_000;

  @Override
  public long millis() {
    return now;
  }

  @Override
  public void sleep(long millis) {
    advance(millis);
  }

  void advance(long millis) {
    now += millis;
  }
}
