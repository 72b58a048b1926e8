package io.tributary.connect.iceberg;

import io.tributary.connect.sink.PluginVersion;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.components.Versioned;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.transforms.Transformation;

/**
 * Rows of declared types from JSON without schemas, for the Iceberg sink, which would otherwise
 * infer columns from the first values that it sees: a date as a text, a decimal as a text, nothing
 * at all for NULL.
 *
 * <p>Of an envelope of a change the row becomes one of a log of changes. A record that cannot be a
 * row of its table is refused with a reason and goes where the connector sends undeliverable ones.
 */
public final class TypedRows implements Transformation<SinkRecord>, Versioned {
  private static final Set<String> OPS = Set.of("c", "r", "u", "d", "t");

  /** Records of a topic, which may be changes or events. */
  private record Origin(String topic, boolean enveloped) {}

  /**
   * @param name `<database>.<table>`
   */
  private record Target(String name, TableColumns columns) {}

  /** A table as changes name it: the capture, and the table as its source calls it. */
  private record Source(Object capture, String id, String schema, String table) {}

  /** Of records that no table is made of. */
  private static final Target NOWHERE = new Target("", null);

  private final Map<Origin, Target> targets = new HashMap<>();
  private final Map<Source, Target> targetsOfChanges = new HashMap<>();

  /** Topics by their tables' names. */
  private final Map<String, String> owners = new HashMap<>();

  private RowsConfig config;

  @Override
  public String version() {
    return PluginVersion.of(getClass());
  }

  @Override
  public ConfigDef config() {
    return RowsConfig.definition();
  }

  @Override
  public void configure(Map<String, ?> properties) {
    config = new RowsConfig(properties);
    targets.clear();
    targetsOfChanges.clear();
    owners.clear();
    config
        .topicsOfTables()
        .forEach(topic -> config.table(topic).ifPresent(table -> owners.put(table, topic)));
    // Wrong columns are refused when the connector is made, not with its first record.
    config
        .declaredTopics()
        .forEach(
            topic -> target(new Origin(topic, config.enveloped(topic)), Map.of("topic", topic)));
  }

  @Override
  public SinkRecord apply(SinkRecord record) {
    if (record.value() == null) {
      // Of a log of changes it says nothing new, and a row of no values is none.
      return null;
    }
    Map<?, ?> value = map(record.value(), "the value must be a JSON object without a schema");
    return config.enveloped(record.originalTopic()) ? change(record, value) : event(record, value);
  }

  @Override
  public void close() {}

  private SinkRecord event(SinkRecord record, Map<?, ?> value) {
    String topic = record.originalTopic();
    Target target = target(new Origin(topic, false), Map.of("topic", topic));
    if (target == NOWHERE) {
      return null;
    }
    Object[] values = target.columns().read(value).values();
    return withRow(record, target, values, Metadata.ofRecord(record, target.name()));
  }

  private SinkRecord change(SinkRecord record, Map<?, ?> envelope) {
    if (!(envelope.get("op") instanceof String op) || !OPS.contains(op)) {
      throw new DataException("no change envelope, or one with an unknown op");
    }
    Map<?, ?> source = map(envelope.get("source"), "no place in the log");
    String schema = String.valueOf(source.get(source.get("schema") == null ? "db" : "schema"));
    String table = String.valueOf(source.get("table"));
    String id = schema + "." + table;
    Target target =
        targetsOfChanges.computeIfAbsent(
            new Source(source.get("name"), id, schema, table), this::targetOfChange);
    if (target == NOWHERE) {
      return null;
    }
    TableColumns columns = target.columns();
    Map<?, ?> row = row(op, envelope);
    TableColumns.Values read = row == null ? columns.none() : columns.read(row);
    String told = row == null ? null : columns.told(row);
    Row metadata = Metadata.ofChange(record, envelope, id, target.name(), read.untold(), told);
    return withRow(record, target, read.values(), metadata);
  }

  private Target targetOfChange(Source source) {
    String topic = (source.capture() + "." + source.id()).replaceAll("[^A-Za-z0-9._-]", "_");
    Map<String, String> names =
        Map.of("topic", topic, "schema", source.schema(), "table", source.table());
    return target(new Origin(topic, true), names);
  }

  /**
   * @return null for a truncation, which is of all rows
   */
  private static Map<?, ?> row(String op, Map<?, ?> envelope) {
    return switch (op) {
      case "t" -> null;
      case "d" -> map(envelope.get("before"), "no row before the change");
      default -> map(envelope.get("after"), "no row after the change");
    };
  }

  private static SinkRecord withRow(
      SinkRecord record, Target target, Object[] values, Row metadata) {
    values[values.length - 1] = metadata;
    Row row = new Row(target.columns().schema(), values);
    return record.newRecord(
        record.topic(),
        record.kafkaPartition(),
        record.keySchema(),
        record.key(),
        row.schema(),
        row,
        record.timestamp(),
        record.headers());
  }

  private Target target(Origin origin, Map<String, String> names) {
    return targets.computeIfAbsent(origin, unknown -> newTarget(unknown, names));
  }

  private Target newTarget(Origin origin, Map<String, String> names) {
    String topic = origin.topic();
    Optional<String> declared = config.table(topic);
    if (declared.isEmpty() && config.leavesUndeclared()) {
      return NOWHERE;
    }
    String metadataName = origin.enveloped() ? Metadata.OF_CHANGES : Metadata.OF_RECORDS;
    var metadata = origin.enveloped() ? Metadata.CHANGE : Metadata.RECORD;
    String name = declared.orElseGet(() -> undeclaredTable(topic, names));
    TableColumns columns =
        config
            .columns(topic)
            .map(
                json ->
                    TableColumns.parse(
                        config.columnsKey(topic),
                        json,
                        config.zeroDatesAreNull(topic),
                        metadataName,
                        metadata))
            .orElseGet(() -> TableColumns.undeclared(metadataName, metadata));
    return new Target(name, columns);
  }

  private String undeclaredTable(String topic, Map<String, String> names) {
    String name =
        config
            .undeclaredTable(names)
            .orElseThrow(() -> new DataException("no table is declared for " + topic));
    String owner = owners.putIfAbsent(name, topic);
    if (owner != null && !owner.equals(topic)) {
      // The lake has fewer characters in names than a source.
      throw new DataException(
          "a table must be declared for " + topic + ": " + name + " has the rows of " + owner);
    }
    return name;
  }

  private static Map<?, ?> map(Object value, String reason) {
    if (value instanceof Map<?, ?> map) {
      return map;
    }
    throw new DataException(reason);
  }
}
