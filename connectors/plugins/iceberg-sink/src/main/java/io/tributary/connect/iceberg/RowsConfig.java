package io.tributary.connect.iceberg;

import io.tributary.connect.sink.ConfigKeys;
import io.tributary.connect.sink.Matches;
import io.tributary.connect.sink.OneOf;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Validator;
import org.apache.kafka.common.config.ConfigException;

/** What the transform is told: the envelope, and for each topic its table and columns. */
final class RowsConfig extends AbstractConfig {
  static final String ENVELOPE = "envelope";
  static final String UNDECLARED = "undeclared.tables";
  static final String UNDECLARED_RECORDS = "undeclared.records";
  static final String TOPIC = "topic.";

  private static final String REFUSE = "refuse";
  private static final String LEAVE = "leave";
  private static final String COLUMNS = ".columns";
  private static final String TABLE_OF = ".table";
  private static final Pattern TABLE = Pattern.compile("[^.\\s]+\\.[^.\\s]+");
  private static final Set<String> SETTINGS = Set.of(ENVELOPE, "table", "columns", "zero.dates");
  private static final Validator ENVELOPES = OneOf.of("none", "debezium");

  private final Map<String, String> topics = new TreeMap<>();

  RowsConfig(Map<String, ?> properties) {
    super(definition(), properties, false);
    properties.forEach(
        (key, value) -> {
          if (key.startsWith(TOPIC)) {
            topics.put(key, requireKnown(key, String.valueOf(value)));
          }
        });
    if (leavesUndeclared() && !getString(UNDECLARED).isEmpty()) {
      throw new ConfigException(
          "`"
              + UNDECLARED_RECORDS
              + "` must be refuse where `"
              + UNDECLARED
              + "` says their table, got: leave");
    }
  }

  static ConfigDef definition() {
    return new ConfigKeys()
        .group("Rows")
        .text(
            ENVELOPE,
            "none",
            ENVELOPES,
            Importance.HIGH,
            "none: a value is a row. debezium: it is an envelope of a change, whose row becomes one of a log of changes,"
                + " with what is known of the change in a column `_cdc`. A topic may have its own.")
        .text(
            UNDECLARED,
            "",
            Matches.of(
                "|[^.\\s]+\\.[^.\\s]+",
                "must be <database>.<name> with ${topic}, ${schema} or ${table} in the name, or empty"),
            Importance.MEDIUM,
            "Table of topics that have no columns of their own here, whose columns are texts then. Empty: their records"
                + " are refused.")
        .text(
            UNDECLARED_RECORDS,
            REFUSE,
            OneOf.of(REFUSE, LEAVE),
            Importance.MEDIUM,
            "What becomes of records of topics that have no table: refuse, or leave: they are in none, as is meant where a"
                + " topic holds more than what is wanted of it.")
        .definition();
  }

  /**
   * @param topic that the record is in
   */
  boolean enveloped(String topic) {
    return setting(topic, ENVELOPE).orElseGet(() -> getString(ENVELOPE)).equals("debezium");
  }

  /** Whether what has no table is meant to have none. */
  boolean leavesUndeclared() {
    return getString(UNDECLARED_RECORDS).equals(LEAVE);
  }

  /** Topics with columns of their own. */
  List<String> declaredTopics() {
    return topicsWith(COLUMNS);
  }

  /** Topics with a table of their own. */
  List<String> topicsOfTables() {
    return topicsWith(TABLE_OF);
  }

  /** `<database>.<table>` of a topic. */
  Optional<String> table(String topic) {
    return setting(topic, "table");
  }

  String columnsKey(String topic) {
    return TOPIC + topic + COLUMNS;
  }

  Optional<String> columns(String topic) {
    return setting(topic, "columns");
  }

  boolean zeroDatesAreNull(String topic) {
    return setting(topic, "zero.dates").isPresent();
  }

  /**
   * Table of a topic that is not declared.
   *
   * @param names what stands for the places of the format, such as `topic`
   */
  Optional<String> undeclaredTable(Map<String, String> names) {
    String format = getString(UNDECLARED);
    if (format.isEmpty()) {
      return Optional.empty();
    }
    Map<String, String> parts = new HashMap<>(names);
    parts.replaceAll((place, name) -> lakePart(name));
    String table = format;
    for (Map.Entry<String, String> part : parts.entrySet()) {
      table = table.replace("${" + part.getKey() + "}", part.getValue());
    }
    return Optional.of(table);
  }

  private List<String> topicsWith(String setting) {
    return topics.keySet().stream()
        .filter(key -> key.endsWith(setting))
        .map(key -> key.substring(TOPIC.length(), key.length() - setting.length()))
        .toList();
  }

  private Optional<String> setting(String topic, String setting) {
    return Optional.ofNullable(topics.get(TOPIC + topic + "." + setting));
  }

  /** A name of the source as a part of names in the lake. */
  private static String lakePart(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_]", "_");
  }

  private static String requireKnown(String key, String value) {
    String setting =
        SETTINGS.stream()
            .filter(name -> key.endsWith("." + name))
            .findFirst()
            .orElseThrow(
                () ->
                    new ConfigException(
                        "`"
                            + key
                            + "` must be topic.<topic>. and one of envelope, table, columns, zero.dates, got: "
                            + value));
    if (setting.equals(ENVELOPE)) {
      ENVELOPES.ensureValid(key, value);
    }
    if (setting.equals("table") && !TABLE.matcher(value).matches()) {
      throw new ConfigException("`" + key + "` must be <database>.<table>, got: " + value);
    }
    if (setting.equals("zero.dates") && !value.equals("null")) {
      throw new ConfigException("`" + key + "` must be null, got: " + value);
    }
    return value;
  }
}
