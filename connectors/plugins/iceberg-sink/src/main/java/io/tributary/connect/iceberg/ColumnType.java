package io.tributary.connect.iceberg;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Timestamp;

/**
 * What a column is declared as, as a Spark SQL type: what Connect calls it, from which the sink
 * makes the column, and how a JSON value becomes a value of it.
 *
 * @param schema always optional: a row of a truncation has no values
 */
record ColumnType(Schema schema, Reading reading) {

  /** From a value of a schemaless JSON document, never null, to what the sink writes exactly. */
  interface Reading {
    /**
     * @throws RuntimeException where anything would be lost, rounded, cut or guessed
     */
    Object of(Object json);
  }

  /** What undeclared columns are: the text that the document has. */
  static final ColumnType TEXT = new ColumnType(Schema.OPTIONAL_STRING_SCHEMA, JsonValues::text);

  private static final int MAX_PRECISION = 38;
  private static final Pattern DECIMAL = Pattern.compile("DECIMAL\\((\\d{1,2}),(\\d{1,2})\\)");

  private static final Map<String, ColumnType> PLAIN =
      Map.ofEntries(
          Map.entry("BOOLEAN", of(Schema.OPTIONAL_BOOLEAN_SCHEMA, JsonValues::flag)),
          Map.entry("TINYINT", whole(Schema.OPTIONAL_INT8_SCHEMA, Byte.MIN_VALUE, Byte.MAX_VALUE)),
          Map.entry(
              "SMALLINT", whole(Schema.OPTIONAL_INT16_SCHEMA, Short.MIN_VALUE, Short.MAX_VALUE)),
          Map.entry(
              "INT", whole(Schema.OPTIONAL_INT32_SCHEMA, Integer.MIN_VALUE, Integer.MAX_VALUE)),
          Map.entry("BIGINT", whole(Schema.OPTIONAL_INT64_SCHEMA, Long.MIN_VALUE, Long.MAX_VALUE)),
          Map.entry("FLOAT", of(Schema.OPTIONAL_FLOAT32_SCHEMA, JsonValues::single)),
          Map.entry("DOUBLE", of(Schema.OPTIONAL_FLOAT64_SCHEMA, JsonValues::floating)),
          Map.entry("STRING", TEXT),
          Map.entry("BINARY", of(Schema.OPTIONAL_BYTES_SCHEMA, JsonValues::bytes)),
          Map.entry("DATE", of(Date.builder().optional().build(), JsonTimes::day)),
          Map.entry("TIMESTAMP", of(Timestamp.builder().optional().build(), JsonTimes::time)));

  /**
   * @param key whose value it is part of
   * @throws ConfigException naming the key, the rule and the type
   */
  static ColumnType parse(String key, String type) {
    ColumnType plain = PLAIN.get(type);
    return plain != null
        ? plain
        : decimal(type)
            .orElseThrow(
                () -> new ConfigException("`" + key + "` must be of known types, got: " + type));
  }

  /** Of days and times, which a source may have that are none. */
  boolean isOfTime() {
    return Date.LOGICAL_NAME.equals(schema.name()) || Timestamp.LOGICAL_NAME.equals(schema.name());
  }

  private static Optional<ColumnType> decimal(String type) {
    Matcher match = DECIMAL.matcher(type);
    if (!match.matches()) {
      return Optional.empty();
    }
    int precision = Integer.parseInt(match.group(1));
    int scale = Integer.parseInt(match.group(2));
    return precision < 1 || precision > MAX_PRECISION || scale > precision
        ? Optional.empty()
        : Optional.of(
            of(
                Decimal.builder(scale).optional().build(),
                json -> JsonValues.decimal(json, precision, scale)));
  }

  private static ColumnType of(Schema schema, Reading reading) {
    return new ColumnType(schema, reading);
  }

  private static ColumnType whole(Schema schema, long least, long most) {
    return of(schema, json -> JsonValues.whole(json, least, most));
  }
}
