package io.tributary.connect.iceberg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tributary.connect.testkit.LocalConnect;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.Schema;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The sink as Apache built it, in real workers, with our transform before it and without. */
@ExtendWith(LocalConnect.class)
final class IcebergSinkTest {
  private static final String ALL_TYPES =
      """
      [["f","BOOLEAN"],["t","TINYINT"],["s","SMALLINT"],["i","INT"],["b","BIGINT"],["r","FLOAT"],["d","DOUBLE"],
       ["n","DECIMAL(10,2)"],["x","STRING"],["y","BINARY"],["a","DATE"],["w","TIMESTAMP"]]""";

  private final SinkUnderTest sink = new SinkUnderTest();

  @AfterEach
  void stop() {
    sink.stop();
  }

  @Test
  void makesTablesOfDeclaredTypesAndKeepsEveryValue() {
    sink.start(typed(ALL_TYPES));
    sink.produce(
        """
        {"w":"2026-01-01T00:00:00.000001Z","f":true,"t":-128,"s":32767,"i":2147483647,"b":-9223372036854775808,
         "r":0.1,"d":1.0E-5,"n":"-99999999.99","x":"Grüße","y":"AQI=","a":"0001-01-01Z"}""");
    sink.produce(
        """
        {"f":null,"t":null,"s":null,"i":null,"b":null,"r":null,"d":null,"n":null,"x":null,"y":null,"a":null,"w":null}""");

    List<Record> rows = sink.awaitRows(2);
    Schema schema = sink.lake.table("db.t").schema();
    assertThat(schema.columns().stream().map(Types.NestedField::name))
        .containsExactly("f", "t", "s", "i", "b", "r", "d", "n", "x", "y", "a", "w", "_kafka");
    assertThat(schema.columns().stream().limit(12).map(Types.NestedField::type).map(Type::toString))
        .containsExactly(
            "boolean",
            "int",
            "int",
            "int",
            "long",
            "float",
            "double",
            "decimal(38, 2)",
            "string",
            "binary",
            "date",
            "timestamptz");
    assertThat(values(rows.get(0)))
        .containsExactly(
            true,
            -128,
            32767,
            2147483647,
            Long.MIN_VALUE,
            0.1f,
            1.0E-5,
            new BigDecimal("-99999999.99"),
            "Grüße",
            ByteBuffer.wrap(new byte[] {1, 2}),
            LocalDate.of(1, 1, 1),
            OffsetDateTime.parse("2026-01-01T00:00:00.000001Z"));
    assertThat(values(rows.get(1))).containsOnlyNulls().hasSize(12);
    assertThat(((Record) rows.get(1).getField("_kafka")).getField("offset")).isEqualTo(1L);
  }

  @Test
  void addsAColumnBehindTheOthersAndWidensOne() {
    sink.start(typed("[[\"id\",\"INT\"]]"));
    sink.produce("{\"id\":1}");
    sink.awaitRows(1);

    sink.start(typed("[[\"id\",\"BIGINT\"],[\"phone\",\"STRING\"]]"));
    sink.produce("{\"id\":4294967296,\"phone\":\"12\"}");

    sink.awaitRows(2);
    Schema schema = sink.lake.table("db.t").schema();
    assertThat(schema.columns().stream().map(Types.NestedField::name))
        .containsExactly("id", "_kafka", "phone");
    assertThat(schema.findType("id").toString()).isEqualTo("long");
  }

  @Test
  void takesAColumnOfAnotherCaseForTheSame() {
    sink.start(spelled("[[\"id\",\"INT\"]]"));
    sink.produce("{\"id\":1,\"phone\":\"12\"}");
    sink.awaitRows(1);

    sink.start(spelled("[[\"ID\",\"INT\"]]"));
    sink.produce("{\"ID\":2,\"PHONE\":\"34\"}");

    List<Record> rows = sink.awaitRows(2);
    assertThat(sink.lake.table("db.t").schema().columns().stream().map(Types.NestedField::name))
        .containsExactly("id", "phone", "_kafka");
    assertThat(rows)
        .extracting(row -> row.getField("id"), row -> row.getField("phone"))
        .containsExactlyInAnyOrder(tuple(1, "12"), tuple(2, "34"));
  }

  @Test
  void makesTablesOfVersionTwoWithTheGivenPartitions() {
    Map<String, String> config = typed("[[\"at\",\"TIMESTAMP\"]]");
    config.put("iceberg.tables.default-partition-by", "day(at)");
    config.put("iceberg.tables.auto-create-props.format-version", "2");
    sink.start(config);
    sink.produce("{\"at\":\"2026-01-01T00:00:00Z\"}");

    sink.awaitRows(1);
    assertThat(sink.lake.table("db.t").spec().toString()).contains("at_day: day");
    assertThat(
            ((org.apache.iceberg.BaseTable) sink.lake.table("db.t"))
                .operations()
                .current()
                .formatVersion())
        .isEqualTo(2);
  }

  /** What Apache's sink does by itself with JSON: why rows are typed before it. */
  @Test
  void wouldMakeTextsOfDaysAndNoColumnOfNull() {
    sink.start(sink.plain());
    sink.produce("{\"day\":\"2026-01-01\",\"price\":\"1.50\",\"count\":1,\"none\":null}");

    sink.awaitRows(1);
    Schema schema = sink.lake.table("db.t").schema();
    assertThat(schema.findType("day").toString()).isEqualTo("string");
    assertThat(schema.findType("price").toString()).isEqualTo("string");
    assertThat(schema.findType("count").toString()).isEqualTo("long");
    assertThat(schema.findField("none")).isNull();
  }

  /** What Apache's sink does with records that have a schema, whatever the converter is told. */
  @Test
  void wouldTakeAColumnsDefaultForNull() {
    Map<String, String> config = sink.plain();
    config.put("value.converter", "org.apache.kafka.connect.json.JsonConverter");
    config.put("value.converter.schemas.enable", "true");
    config.put("value.converter.replace.null.with.default", "false");
    sink.start(config);
    sink.produce(
        """
        {"schema":{"type":"struct","fields":[{"field":"n","type":"string","optional":true,"default":"unset"}]},
         "payload":{"n":null}}""");

    assertThat(sink.awaitRows(1).get(0).getField("n")).isEqualTo("unset");
  }

  private static List<Object> values(Record row) {
    return java.util.stream.IntStream.range(0, row.size() - 1).mapToObj(row::get).toList();
  }

  private Map<String, String> spelled(String columns) {
    Map<String, String> config = typed(columns);
    config.put("iceberg.tables.schema-case-insensitive", "true");
    return config;
  }

  private Map<String, String> typed(String columns) {
    String prefix = "topic." + sink.topic;
    return sink.typed(Map.of(prefix + ".table", "db.t", prefix + ".columns", columns));
  }
}
