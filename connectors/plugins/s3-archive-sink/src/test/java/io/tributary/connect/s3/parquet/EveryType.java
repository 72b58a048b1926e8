package io.tributary.connect.s3.parquet;

import io.tributary.connect.testkit.PartitionLog;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.sink.SinkRecord;

/** A schema with a field of every type, and records of it: of values, of the smallest, of NULL. */
final class EveryType {
  private static final Map<String, Schema> FIELDS = fields();
  static final Schema SCHEMA = schema();

  private EveryType() {}

  static List<SinkRecord> records() {
    return List.of(record(0, values()), record(1, extremes()), record(2, row()));
  }

  static SinkRecord record(long offset, Struct value) {
    return new SinkRecord(
        "types", 0, null, null, value.schema(), value, offset, 0L, TimestampType.CREATE_TIME);
  }

  private static Map<String, Schema> fields() {
    Map<String, Schema> fields = new LinkedHashMap<>();
    fields.put("int8", Schema.OPTIONAL_INT8_SCHEMA);
    fields.put("int16", Schema.OPTIONAL_INT16_SCHEMA);
    fields.put("int32", Schema.OPTIONAL_INT32_SCHEMA);
    fields.put("int64", Schema.OPTIONAL_INT64_SCHEMA);
    fields.put("float32", Schema.OPTIONAL_FLOAT32_SCHEMA);
    fields.put("float64", Schema.OPTIONAL_FLOAT64_SCHEMA);
    fields.put("bool", Schema.OPTIONAL_BOOLEAN_SCHEMA);
    fields.put("text", Schema.OPTIONAL_STRING_SCHEMA);
    fields.put("bytes", Schema.OPTIONAL_BYTES_SCHEMA);
    fields.put("defaulted", SchemaBuilder.string().optional().defaultValue("4.99").build());
    fields.put("decimal_5_2", decimal(2, "5"));
    fields.put("decimal_18_0", decimal(0, "18"));
    fields.put("decimal_38_10", decimal(10, "38"));
    fields.put("decimal_of_unknown_digits", Decimal.builder(2).optional().build());
    fields.put("date", org.apache.kafka.connect.data.Date.builder().optional().build());
    fields.put("debezium_date", named(SchemaBuilder.int32(), "io.debezium.time.Date"));
    fields.put("timestamp", Timestamp.builder().optional().build());
    fields.put("milli_timestamp", named(SchemaBuilder.int64(), "io.debezium.time.Timestamp"));
    fields.put("micro_timestamp", named(SchemaBuilder.int64(), "io.debezium.time.MicroTimestamp"));
    fields.put("nano_timestamp", named(SchemaBuilder.int64(), "io.debezium.time.NanoTimestamp"));
    fields.put("zoned_timestamp", named(SchemaBuilder.string(), "io.debezium.time.ZonedTimestamp"));
    fields.put("time", Time.builder().optional().build());
    fields.put("micro_time", named(SchemaBuilder.int64(), "io.debezium.time.MicroTime"));
    fields.put(
        "enumeration",
        SchemaBuilder.string()
            .name("io.debezium.data.Enum")
            .parameter("allowed", "G,PG-13")
            .optional()
            .build());
    fields.put("list", SchemaBuilder.array(Schema.OPTIONAL_STRING_SCHEMA).optional().build());
    fields.put(
        "map",
        SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.OPTIONAL_INT32_SCHEMA).optional().build());
    fields.put(
        "struct",
        SchemaBuilder.struct()
            .field("scale", Schema.INT32_SCHEMA)
            .field("value", Schema.BYTES_SCHEMA)
            .optional()
            .build());
    fields.put("nothing", SchemaBuilder.struct().optional().build());
    return fields;
  }

  private static Schema schema() {
    SchemaBuilder builder =
        SchemaBuilder.struct().name("every.Type").field("id", Schema.INT64_SCHEMA);
    FIELDS.forEach(builder::field);
    return builder.build();
  }

  private static Schema decimal(int scale, String precision) {
    return Decimal.builder(scale)
        .parameter("connect.decimal.precision", precision)
        .optional()
        .build();
  }

  private static Schema named(SchemaBuilder builder, String name) {
    return builder.name(name).version(1).optional().build();
  }

  private static Struct row() {
    return new Struct(SCHEMA).put("id", 3L);
  }

  private static Struct values() {
    return new Struct(SCHEMA)
        .put("id", 1L)
        .put("int8", (byte) 8)
        .put("int16", (short) 1600)
        .put("int32", 320_000)
        .put("int64", 6_400_000_000L)
        .put("float32", 1.5f)
        .put("float64", 0.1)
        .put("bool", true)
        .put("text", "Größe 𝄞 \" \u0000 ''")
        .put("bytes", ByteBuffer.wrap(new byte[] {9, 0, -1, 9}, 1, 2).slice())
        .put("defaulted", "0.99")
        .put("decimal_5_2", new BigDecimal("4.99"))
        .put("decimal_18_0", new BigDecimal("123456789012345678"))
        .put("decimal_38_10", new BigDecimal("-1234567890123456789012345678.0123456789"))
        .put("decimal_of_unknown_digits", new BigDecimal("-10.50"))
        .put("date", Date.from(Instant.parse("2006-02-15T00:00:00Z")))
        .put("debezium_date", 13_194)
        .put("timestamp", Date.from(Instant.parse("2006-02-15T05:03:42.123Z")))
        .put("milli_timestamp", 1_139_979_822_123L)
        .put("micro_timestamp", 1_139_979_822_123_456L)
        .put("nano_timestamp", 1_139_979_822_123_456_000L)
        .put("zoned_timestamp", "2006-02-15T10:33:42.123456+05:30")
        .put("time", new Date(18_222_123))
        .put("micro_time", 18_222_123_456L)
        .put("enumeration", "PG-13")
        .put("list", java.util.Arrays.asList("Trailers", null, ""))
        .put("map", Map.of("a", 1))
        .put(
            "struct",
            new Struct(FIELDS.get("struct")).put("scale", 2).put("value", new byte[] {1, 2}))
        .put("nothing", new Struct(FIELDS.get("nothing")));
  }

  /** The first of every kind, and what is empty. */
  private static Struct extremes() {
    return new Struct(SCHEMA)
        .put("id", 2L)
        .put("int8", Byte.MIN_VALUE)
        .put("int16", Short.MIN_VALUE)
        .put("int32", Integer.MIN_VALUE)
        .put("int64", Long.MIN_VALUE)
        .put("float32", Float.NaN)
        .put("float64", Double.NEGATIVE_INFINITY)
        .put("bool", false)
        .put("text", "")
        .put("bytes", new byte[0])
        .put("decimal_5_2", new BigDecimal("-999.99"))
        .put("decimal_18_0", new BigDecimal("-999999999999999999"))
        .put("decimal_38_10", new BigDecimal("9999999999999999999999999999.9999999999"))
        .put("decimal_of_unknown_digits", new BigDecimal("0.00"))
        .put("date", Date.from(Instant.parse("0001-01-01T00:00:00Z")))
        .put("debezium_date", -1)
        .put("timestamp", Date.from(Instant.parse("0001-01-01T00:00:00.001Z")))
        .put("milli_timestamp", -1L)
        .put("micro_timestamp", -62_135_596_799_999_999L)
        .put("nano_timestamp", -1_000L)
        .put("zoned_timestamp", "9999-12-31T23:59:59.999999Z")
        .put("time", new Date(0))
        .put("micro_time", 0L)
        .put("enumeration", "G")
        .put("list", List.of())
        .put("map", Map.of());
  }

  static SinkRecord poison(long offset) {
    return PartitionLog.record(new TopicPartition("types", 0), offset, Map.of("id", 1));
  }
}
