package io.tributary.connect.mysql;

import io.debezium.config.CommonConnectorConfig;
import io.debezium.config.Configuration;
import io.debezium.connector.binlog.BinlogDatabaseSchema;
import io.debezium.connector.binlog.charset.BinlogCharsetRegistry;
import io.debezium.connector.binlog.jdbc.BinlogConnectorConnection;
import io.debezium.connector.common.CdcSourceTaskContext;
import io.debezium.connector.mysql.MySqlConnectorConfig;
import io.debezium.connector.mysql.MySqlConnectorTask;
import io.debezium.connector.mysql.MySqlOffsetContext;
import io.debezium.connector.mysql.MySqlPartition;
import io.debezium.function.LogPositionValidator;
import io.debezium.pipeline.ChangeEventSourceCoordinator;
import io.debezium.pipeline.spi.Offsets;
import io.debezium.relational.RelationalDatabaseSchema;
import io.debezium.relational.ddl.DdlParser;
import io.debezium.schema.DatabaseSchema;
import io.debezium.spi.snapshot.Snapshotter;
import io.tributary.connect.source.Placeless;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.connect.source.SourceRecord;

/** Debezium's task with another reader of statements in its schema, and of rows in its log. */
public final class MysqlConnectorTask extends MySqlConnectorTask {
  private static final String PARSER_FIELD = "ddlParser";

  private final Delivery delivery = new Delivery();
  private final Doubts doubts = new Doubts(delivery, this::place);
  private Readings readings;
  private CapturedTables captured;
  private boolean namesIgnoreCase;
  private KnownTables knownTables;
  private LogGuard guard;

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
    return records.stream().map(Placeless::apart).toList();
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
    var transactions = new LogTransactions(captured, readings, doubts);
    guard = new LogGuard(transactions, started.getErrorHandler()::setProducerThrowable);
    LogRows.readBy(started, new LogTables(knownTables), guard);
    return started;
  }

  private void replaceParser(DatabaseSchema<?> schema, MySqlConnectorConfig config) {
    captured = CapturedTables.of(config, namesIgnoreCase);
    PrivateField field = PrivateField.of(BinlogDatabaseSchema.class, PARSER_FIELD);
    var parsers = Parsers.of((DdlParser) field.get(schema), config);
    var tables = (RelationalDatabaseSchema) schema;
    var schemas = Schemas.of(tables);
    field.set(schema, new StatementReader(parsers, captured, readings, schemas, doubts));
    var charsets =
        new Charsets(config.getServiceRegistry().getService(BinlogCharsetRegistry.class));
    knownTables = new KnownTables(tables, schemas, parsers, readings, charsets, doubts);
  }

  /** Of the event that is handled now, as `SHOW BINLOG EVENTS` takes it. */
  private Optional<String> place() {
    return Optional.ofNullable(guard).flatMap(LogGuard::place);
  }
}
