package io.tributary.connect.mysql;

import io.debezium.config.CommonConnectorConfig;
import io.debezium.config.Configuration;
import io.debezium.connector.binlog.BinlogDatabaseSchema;
import io.debezium.connector.binlog.BinlogSourceInfo;
import io.debezium.connector.binlog.jdbc.BinlogConnectorConnection;
import io.debezium.connector.common.CdcSourceTaskContext;
import io.debezium.connector.mysql.MySqlConnectorConfig;
import io.debezium.connector.mysql.MySqlConnectorTask;
import io.debezium.connector.mysql.MySqlOffsetContext;
import io.debezium.connector.mysql.MySqlPartition;
import io.debezium.function.LogPositionValidator;
import io.debezium.pipeline.ChangeEventSourceCoordinator;
import io.debezium.pipeline.spi.Offsets;
import io.debezium.relational.ddl.DdlParser;
import io.debezium.schema.DatabaseSchema;
import io.debezium.spi.snapshot.Snapshotter;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.connect.source.SourceRecord;

/** Debezium's task with another reader of statements in its schema, and of rows in its log. */
public final class MysqlConnectorTask extends MySqlConnectorTask {
  private static final String PARSER_FIELD = "ddlParser";

  private final Delivery delivery = new Delivery();
  private final Doubt doubt = new Doubt(delivery);
  private Readings readings;
  private CapturedTables captured;
  private boolean namesIgnoreCase;

  @Override
  public CdcSourceTaskContext<? extends CommonConnectorConfig> preStart(Configuration config) {
    WorkerZone.requireWithoutChanges(ZoneId.systemDefault());
    readings = Readings.of(config);
    return super.preStart(config);
  }

  @Override
  protected void validateBinlogConfiguration(
      Snapshotter snapshotter, BinlogConnectorConnection connection) {
    // Debezium's method says the opposite of its name.
    namesIgnoreCase = connection.isTableIdCaseSensitive();
    super.validateBinlogConfiguration(snapshotter, connection);
  }

  /** The first place that sees the schema, and the last one before a statement is read with it. */
  @Override
  @SuppressWarnings("rawtypes")
  protected void validateSchemaHistory(
      CommonConnectorConfig config,
      LogPositionValidator validator,
      Offsets<MySqlPartition, MySqlOffsetContext> offsets,
      DatabaseSchema schema,
      Snapshotter snapshotter) {
    replaceParser(schema, (MySqlConnectorConfig) config);
    super.validateSchemaHistory(config, validator, offsets, schema, snapshotter);
  }

  @Override
  public List<SourceRecord> doPoll() throws InterruptedException {
    delivery.polling();
    List<SourceRecord> records = super.doPoll();
    delivery.polled(records.size());
    return records;
  }

  @Override
  public void commitRecord(SourceRecord sourceRecord, RecordMetadata metadata)
      throws InterruptedException {
    super.commitRecord(sourceRecord, metadata);
    delivery.acknowledged();
  }

  @Override
  public ChangeEventSourceCoordinator<MySqlPartition, MySqlOffsetContext> start(
      Configuration config) {
    ChangeEventSourceCoordinator<MySqlPartition, MySqlOffsetContext> started = super.start(config);
    var transactions = new LogTransactions(captured, readings, doubt);
    LogRows.readBy(
        started, new LogGuard(transactions, started.getErrorHandler()::setProducerThrowable));
    return started;
  }

  private void replaceParser(DatabaseSchema<?> schema, MySqlConnectorConfig config) {
    captured = CapturedTables.of(config, namesIgnoreCase);
    PrivateField field = PrivateField.of(BinlogDatabaseSchema.class, PARSER_FIELD);
    field.set(
        schema,
        new StatementReader(
            Parsers.of((DdlParser) field.get(schema), config),
            captured,
            readings,
            doubt,
            this::place));
  }

  /** Of the event that is handled now, as `SHOW BINLOG EVENTS` takes it. */
  private Optional<String> place() {
    return Optional.ofNullable(coordinator)
        .flatMap(ChangeEventSourceCoordinator::getStreamingSource)
        .map(source -> source.getOffsetContext())
        .map(offset -> placeOf((BinlogSourceInfo) offset.getSource()));
  }

  private static String placeOf(BinlogSourceInfo source) {
    return "%s, position %d"
        .formatted(source.getCurrentBinlogFilename(), source.getCurrentBinlogPosition());
  }
}
