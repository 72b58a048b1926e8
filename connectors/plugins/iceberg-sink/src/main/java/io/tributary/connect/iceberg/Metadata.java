package io.tributary.connect.iceberg;

import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.sink.SinkRecord;

/** What a row of a table says of the record that it came by, in a column of its own. */
final class Metadata {
  static final String OF_CHANGES = "_cdc";
  static final String OF_RECORDS = "_kafka";

  /** What a truncation is in a log of changes; the others are those that Apache's transform has. */
  static final String TRUNCATED = "T";

  private static final Schema TIME = Timestamp.builder().optional().build();
  private static final Schema TEXTS =
      SchemaBuilder.array(Schema.OPTIONAL_STRING_SCHEMA).optional().build();

  static final Schema RECORD =
      SchemaBuilder.struct()
          .field("partition", Schema.OPTIONAL_INT32_SCHEMA)
          .field("offset", Schema.OPTIONAL_INT64_SCHEMA)
          .field("ts", TIME)
          .field("target", Schema.OPTIONAL_STRING_SCHEMA)
          .optional()
          .build();

  /** Of the envelope's `source`: what tells where in the source's log a change stands. */
  private static final Schema PLACE =
      SchemaBuilder.struct()
          .field("snapshot", Schema.OPTIONAL_STRING_SCHEMA)
          .field("ts_ms", Schema.OPTIONAL_INT64_SCHEMA)
          .field("server_id", Schema.OPTIONAL_INT64_SCHEMA)
          .field("gtid", Schema.OPTIONAL_STRING_SCHEMA)
          .field("file", Schema.OPTIONAL_STRING_SCHEMA)
          .field("pos", Schema.OPTIONAL_INT64_SCHEMA)
          .field("row", Schema.OPTIONAL_INT64_SCHEMA)
          .field("sequence", Schema.OPTIONAL_STRING_SCHEMA)
          .optional()
          .build();

  /** The first fields are those of Apache's transform. */
  static final Schema CHANGE =
      SchemaBuilder.struct()
          .field("op", Schema.OPTIONAL_STRING_SCHEMA)
          .field("ts", TIME)
          .field("offset", Schema.OPTIONAL_INT64_SCHEMA)
          .field("source", Schema.OPTIONAL_STRING_SCHEMA)
          .field("target", Schema.OPTIONAL_STRING_SCHEMA)
          .field("partition", Schema.OPTIONAL_INT32_SCHEMA)
          .field("envelope_op", Schema.OPTIONAL_STRING_SCHEMA)
          .field("place", PLACE)
          .field("untold", TEXTS)
          .field("columns", Schema.OPTIONAL_STRING_SCHEMA)
          .optional()
          .build();

  private Metadata() {}

  static Row ofRecord(SinkRecord record, String target) {
    return new Row(
        RECORD,
        record.originalKafkaPartition(),
        record.originalKafkaOffset(),
        JsonTimes.ofMillis(record.timestamp()),
        target);
  }

  /**
   * @param source the table as its source calls it
   * @param untold columns that the row has a value in that the source did not tell
   * @param columns all that the row has, as JSON; null where there is no row
   */
  static Row ofChange(
      SinkRecord record,
      Map<?, ?> envelope,
      String source,
      String target,
      List<String> untold,
      String columns) {
    String op = (String) envelope.get("op");
    return new Row(
        CHANGE,
        logged(op),
        JsonTimes.ofMillis((Long) envelope.get("ts_ms")),
        record.originalKafkaOffset(),
        source,
        target,
        record.originalKafkaPartition(),
        op,
        place((Map<?, ?>) envelope.get("source")),
        untold.isEmpty() ? null : untold,
        columns);
  }

  private static String logged(String op) {
    return switch (op) {
      case "u" -> "U";
      case "d" -> "D";
      case "t" -> TRUNCATED;
      default -> "I";
    };
  }

  private static Row place(Map<?, ?> source) {
    Object[] values =
        PLACE.fields().stream()
            .map(
                field -> {
                  Object value = source.get(field.name());
                  return value == null || field.schema().type() == Schema.Type.INT64
                      ? value
                      : value.toString();
                })
            .toArray();
    return new Row(PLACE, values);
  }
}
