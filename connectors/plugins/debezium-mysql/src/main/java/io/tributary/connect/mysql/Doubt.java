package io.tributary.connect.mysql;

import java.time.Duration;
import org.apache.kafka.connect.errors.ConnectException;

/** What ends capture where the log may not tell what became of a captured table. */
final class Doubt {
  /** Below the time after which the log's client takes its server for lost. */
  private static final Duration DELIVERY_LIMIT = Duration.ofSeconds(30);

  private static final int TOLD_CHARACTERS = 2_000;

  private final Delivery delivery;

  Doubt(Delivery delivery) {
    this.delivery = delivery;
  }

  /**
   * Waits for the events before it: a failure overtakes what is queued, at each restart again.
   *
   * @param statement what {@link Readings} take it by
   * @param place where it stands in the log
   * @param database of its session
   */
  ConnectException failure(String problem, String statement, String place, String database) {
    boolean delivered = awaitDelivery();
    return new ConnectException(
        "%s: %s (%s, database `%s`). %s. See docs/runbook.md, \"The connector stopped at a statement\"."
            .formatted(
                problem,
                told(statement),
                place,
                database,
                delivered
                    ? "All events before it are in Kafka"
                    : "Not all events before it are in Kafka yet: start the task again for the rest"));
  }

  static String told(String statement) {
    String text = Readings.spaced(statement);
    return text.length() <= TOLD_CHARACTERS ? text : text.substring(0, TOLD_CHARACTERS) + "…";
  }

  private boolean awaitDelivery() {
    try {
      return delivery.await(DELIVERY_LIMIT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
