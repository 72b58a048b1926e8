package io.tributary.connect.sink;

/**
 * Time that one call of the framework may take. A worker that does not get its thread back within
 * `max.poll.interval.ms` loses its partitions, so a task looks here before each further request and
 * goes on in a later call.
 */
public final class CallBudget {
  private final MonotonicClock clock;
  private final long millis;
  private long startedMillis;

  /**
   * @param millis after which no further request is begun; one may be under way for as long as its
   *     own timeout allows
   */
  public CallBudget(MonotonicClock clock, long millis) {
    this.clock = clock;
    this.millis = millis;
    startedMillis = clock.millis();
  }

  /** A call begins. */
  public void restart() {
    startedMillis = clock.millis();
  }

  /**
   * Asked before each further request.
   *
   * @throws BudgetSpentException when there is no time left for it
   */
  public void require() {
    if (leftMillis() <= 0) {
      throw new BudgetSpentException(
          "The call took its "
              + millis
              + " ms (`"
              + SinkKeys.CALL_BUDGET
              + "`) and goes on in the next");
    }
  }

  /** Milliseconds until there is no time left; not positive when there is none. */
  public long leftMillis() {
    return millis - (clock.millis() - startedMillis);
  }
}
