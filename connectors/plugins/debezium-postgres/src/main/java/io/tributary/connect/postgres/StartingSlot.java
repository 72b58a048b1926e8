package io.tributary.connect.postgres;

import io.debezium.connector.postgresql.PostgresConnectorConfig;
import io.debezium.connector.postgresql.PostgresConnectorConfig.SnapshotMode;
import io.debezium.connector.postgresql.PostgresOffsetContext;
import io.debezium.connector.postgresql.connection.PostgresConnection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.errors.ConnectException;

/** The slot as a task finds it. */
final class StartingSlot {
  /** Empty for servers before PostgreSQL 13, which give no slot up. */
  private static final String STATUS =
      "SELECT coalesce(to_jsonb(slot) ->> 'wal_status', '') FROM pg_replication_slots AS slot WHERE slot_name = ?";

  private static final String LOST = "lost";

  /** A server may take a minute to see that a reader has died. */
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final PostgresConnectorConfig config;

  StartingSlot(PostgresConnectorConfig config) {
    this.config = config;
  }

  /**
   * Drops what a first snapshot has left that was not finished. Beside a slot that is there
   * already, Debezium reads the tables first and asks for the log's place a moment later: what is
   * committed in between is in neither. Of a slot that is made anew the place is known before
   * anything is read, and all that is committed since is told after the snapshot.
   *
   * @param stored where the task stopped, null where it begins
   * @throws ConnectException where somebody else reads it, or where the server gave it up, on which
   *     Debezium waits in vain for half an hour
   */
  void prepare(Map<String, Object> stored) {
    try (var connection = new PostgresConnection(config.getJdbcConfig(), "Starting slot")) {
      if (stored != null && !isWithinSnapshot(stored)) {
        requireKept(status(connection));
      } else if (config.getSnapshotMode() != SnapshotMode.NO_DATA) {
        drop(connection);
      }
    } catch (SQLException e) {
      throw new ConnectException("the server must tell of its slots, got: " + e.getMessage(), e);
    }
  }

  private boolean isWithinSnapshot(Map<String, Object> stored) {
    PostgresOffsetContext place = new PostgresOffsetContext.Loader(config).load(stored);
    return place.isInitialSnapshotRunning();
  }

  private void requireKept(Optional<String> status) {
    if (status.filter(LOST::equals).isPresent()) {
      throw new ConnectException(
          "slot %s must have its place in the log, got: wal_status lost. What was changed since is in no event: drop the slot, and take a new snapshot; docs/runbook.md, \"A replication slot falls behind\""
              .formatted(config.slotName()));
    }
  }

  private void drop(PostgresConnection connection) throws SQLException {
    String slot = config.slotName();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (status(connection).isPresent() && !connection.dropReplicationSlot(slot)) {
      if (System.nanoTime() > deadline) {
        throw new ConnectException(
            "slot %s must have no reader, for this connector has no place to read on from, got: one"
                .formatted(slot));
      }
    }
  }

  /** Empty where there is no such slot. */
  private Optional<String> status(PostgresConnection connection) throws SQLException {
    return connection.prepareQueryAndMap(
        STATUS,
        statement -> statement.setString(1, config.slotName()),
        rows -> rows.next() ? Optional.of(rows.getString(1)) : Optional.empty());
  }
}
