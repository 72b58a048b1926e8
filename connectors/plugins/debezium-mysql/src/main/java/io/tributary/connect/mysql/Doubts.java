package io.tributary.connect.mysql;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * Ends the task where what the log says cannot be told, behind the events before it.
 *
 * @param place of the event that is handled now; empty while none is read
 */
record Doubts(Delivery delivery, Supplier<Optional<String>> place) {

  /** Below the time after which the log's client takes its server for lost. */
  private static final Duration DELIVERY_LIMIT = Duration.ofSeconds(30);

  private static final int TOLD_CHARACTERS = 2_000;

  /**
   * @param problem what is in doubt, with the rule
   * @param section of the runbook
   */
  ConnectException about(String problem, String database, String section) {
    return about(problem, where(), database, section);
  }

  /**
   * @param statement what {@link Readings} take it by
   * @param place where it stands in the log
   * @param database of its session
   */
  ConnectException ofStatement(String problem, String statement, String place, String database) {
    return about(
        problem + ": " + told(statement), place, database, "The connector stopped at a statement");
  }

  boolean isLogRead() {
    return place.get().isPresent();
  }

  String where() {
    return place.get().orElse("schema history or snapshot");
  }

  static String told(String statement) {
    String text = Readings.spaced(statement);
    return text.length() <= TOLD_CHARACTERS ? text : text.substring(0, TOLD_CHARACTERS) + "…";
  }

  private ConnectException about(String problem, String where, String database, String section) {
    return new ConnectException(
        "%s (%s, database `%s`). %s. See docs/runbook.md, \"%s\"."
            .formatted(
                problem,
                where,
                database,
                awaitDelivery()
                    ? "All events before it are in Kafka"
                    : "Not all events before it are in Kafka yet: start the task again for the rest",
                section));
  }

  /** A failure overtakes what is queued, at each restart again. */
  private boolean awaitDelivery() {
    try {
      return delivery.await(DELIVERY_LIMIT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
