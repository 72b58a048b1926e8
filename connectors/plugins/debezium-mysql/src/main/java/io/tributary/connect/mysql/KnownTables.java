package io.tributary.connect.mysql;

import io.debezium.relational.RelationalDatabaseSchema;
import io.debezium.relational.Table;
import io.debezium.relational.TableId;
import io.debezium.relational.Tables;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is known of the captured tables, by statements, held against what the log says of them, by
 * which their rows are written. Where that leaves one repair, it is made; else the task stops.
 */
final class KnownTables {
  private static final Logger LOG = LoggerFactory.getLogger(KnownTables.class);

  private final RelationalDatabaseSchema schema;
  private final Schemas schemas;
  private final Parsers parsers;
  private final Readings readings;
  private final Charsets charsets;
  private final Doubts doubts;
  private final Map<TableId, Compared> compared = new HashMap<>();

  KnownTables(
      RelationalDatabaseSchema schema,
      Schemas schemas,
      Parsers parsers,
      Readings readings,
      Charsets charsets,
      Doubts doubts) {
    this.schema = schema;
    this.schemas = schemas;
    this.parsers = parsers;
    this.readings = readings;
    this.charsets = charsets;
    this.doubts = doubts;
  }

  /**
   * @param definition what the log says, as it stands there
   */
  void compare(TableId id, byte[] definition, Supplier<LogTable> told) {
    if (!hasTable(id)) {
      return;
    }
    Table known = schema.tableFor(id);
    Compared last = compared.get(id);
    if (last == null || last.known != known || !Arrays.equals(last.definition, definition)) {
      settle(known, told.get());
      compared.put(id, new Compared(schema.tableFor(id), definition));
    }
  }

  /** Whether it is captured, and something is known of it. */
  boolean hasTable(TableId id) {
    return schema.tableFor(id) != null && schema.schemaFor(id) != null;
  }

  BitSet latinColumnsOf(LogTable told) {
    BitSet places = new BitSet();
    for (int at = 0; at < told.columns().size(); at++) {
      LogColumn column = told.columns().get(at);
      boolean text = LogColumn.CHARACTERS.contains(column.type());
      places.set(
          at,
          text
              && charsets.nameOf(column.collation()).filter(LatinText.CHARSET::equals).isPresent());
    }
    return places;
  }

  private void settle(Table known, LogTable told) {
    TableRepair repair =
        TableRepair.of(known, told, charsets).orElseGet(() -> byReading(known, told));
    repair
        .changes()
        .forEach(
            change ->
                LOG.warn(
                    "table.corrected table={} {} place={}", told.id(), change, doubts.where()));
    if (repair.table() != known) {
      schema.refresh(schemas.withTellableDefaults(repair.table()));
    }
  }

  /** As somebody says who knows what the table was then. */
  private TableRepair byReading(Table known, LogTable told) {
    return readings
        .given(told.text())
        .flatMap(reading -> tableOf(told.id(), reading))
        .flatMap(table -> TableRepair.of(table, told, charsets))
        .orElseThrow(() -> inDoubt(known, told));
  }

  private Optional<Table> tableOf(TableId id, String reading) {
    Tables read = new Tables();
    parsers.setCurrentSchema(id.catalog());
    return parsers
        .parse(reading, read)
        .flatMap(changes -> read.tableIds().stream().findFirst())
        .map(table -> read.forTable(table).edit().tableId(id).create());
  }

  private ConnectException inDoubt(Table known, LogTable told) {
    return doubts.about(
        "A captured table must be known as the log defines it: %s, got: %s"
            .formatted(told.text(), TableRepair.textOf(known)),
        told.id().catalog(),
        "The log defines a table otherwise than it is known");
  }

  private record Compared(Table known, byte[] definition) {}
}
