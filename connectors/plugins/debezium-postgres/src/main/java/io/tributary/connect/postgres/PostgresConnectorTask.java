package io.tributary.connect.postgres;

import io.debezium.config.Configuration;
import io.debezium.connector.postgresql.PostgresConnectorConfig;
import io.debezium.connector.postgresql.PostgresOffsetContext;
import io.debezium.connector.postgresql.PostgresPartition;
import io.debezium.pipeline.ChangeEventSourceCoordinator;
import io.tributary.connect.source.Placeless;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * Debezium's task with a slot of its own for each snapshot from the start, and with places that
 * rise.
 */
public final class PostgresConnectorTask
    extends io.debezium.connector.postgresql.PostgresConnectorTask {
  private SnapshotPlaces places = new SnapshotPlaces(null);

  @Override
  public ChangeEventSourceCoordinator<PostgresPartition, PostgresOffsetContext> start(
      Configuration configuration) {
    var config = new PostgresConnectorConfig(configuration);
    Map<String, Object> stored =
        context.offsetStorageReader().offset(Map.of("server", config.getLogicalName()));
    places = new SnapshotPlaces(stored);
    new StartingSlot(config).prepare(stored);
    return super.start(configuration);
  }

  @Override
  public List<SourceRecord> doPoll() throws InterruptedException {
    List<SourceRecord> records = super.doPoll();
    return records == null
        ? null
        : records.stream().map(places::complete).map(Placeless::apart).toList();
  }
}
