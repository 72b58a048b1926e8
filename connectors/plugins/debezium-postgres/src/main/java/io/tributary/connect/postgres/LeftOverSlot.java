package io.tributary.connect.postgres;

import io.debezium.connector.postgresql.PostgresConnectorConfig;
import io.debezium.connector.postgresql.PostgresOffsetContext;
import io.debezium.connector.postgresql.connection.PostgresConnection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * The slot of a first snapshot that was not finished.
 *
 * <p>Beside a slot that is there already, Debezium reads the tables first and asks for the log's
 * place a moment later: what is committed in between is in neither. Only a slot that is made anew
 * tells which rows were there at its place.
 */
final class LeftOverSlot {
  private static final String FOUND = "SELECT FROM pg_replication_slots WHERE slot_name = ?";

  /** A server may take a minute to see that a reader has died. */
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final PostgresConnectorConfig config;

  LeftOverSlot(PostgresConnectorConfig config) {
    this.config = config;
  }

  /**
   * @param stored where the task stopped, null where it begins
   * @throws ConnectException where somebody else reads it
   */
  void dropUnlessReadFrom(Map<String, Object> stored) {
    boolean readsTables = config.getSnapshotMode() != PostgresConnectorConfig.SnapshotMode.NO_DATA;
    if (!readsTables || stored != null && !isWithinSnapshot(stored)) {
      return;
    }
    try (var connection = new PostgresConnection(config.getJdbcConfig(), "Left-over slot")) {
      drop(connection, config.slotName());
    } catch (SQLException e) {
      throw new ConnectException(
          "the server could not be asked for its slots: " + e.getMessage(), e);
    }
  }

  private boolean isWithinSnapshot(Map<String, Object> stored) {
    PostgresOffsetContext place = new PostgresOffsetContext.Loader(config).load(stored);
    return place.isInitialSnapshotRunning();
  }

  private static void drop(PostgresConnection connection, String slot) throws SQLException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (isFound(connection, slot) && !connection.dropReplicationSlot(slot)) {
      if (System.nanoTime() > deadline) {
        throw new ConnectException(
            "slot %s must have no reader, for this connector has no place to read it from, got: one"
                .formatted(slot));
      }
    }
  }

  private static boolean isFound(PostgresConnection connection, String slot) throws SQLException {
    return connection.prepareQueryAndMap(
        FOUND, statement -> statement.setString(1, slot), rows -> rows.next());
  }
}
