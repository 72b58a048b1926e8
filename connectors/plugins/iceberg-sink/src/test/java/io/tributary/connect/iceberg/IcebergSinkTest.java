package io.tributary.connect.iceberg;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.connect.testkit.LocalConnect;
import io.tributary.connect.testkit.Patience;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.iceberg.Schema;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.apache.kafka.connect.util.clusters.EmbeddedConnectCluster;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The sink as Apache built it, in real workers, with our transform before it and without. */
@ExtendWith(LocalConnect.class)
final class IcebergSinkTest {
  private static final AtomicInteger TOPICS = new AtomicInteger();

  private static final String ALL_TYPES =
      """
      [["f","BOOLEAN"],["t","TINYINT"],["s","SMALLINT"],["i","INT"],["b","BIGINT"],["r","FLOAT"],["d","DOUBLE"],
       ["n","DECIMAL(10,2)"],["x","STRING"],["y","BINARY"],["a","DATE"],["w","TIMESTAMP"]]""";

  private final String topic = "events-" + TOPICS.incrementAndGet();
  private final TestLake lake = new TestLake(topic);
  private final EmbeddedConnectCluster connect = LocalConnect.cluster();

  @AfterEach
  void deleteConnector() {
    connect.deleteConnector(topic);
  }

  @Test
  void makesTablesOfDeclaredTypesAndKeepsEveryValue() {
    sink(typed(ALL_TYPES));
    produce(
        """
        {"w":"2026-01-01T00:00:00.000001Z","f":true,"t":-128,"s":32767,"i":2147483647,"b":-9223372036854775808,
         "r":0.1,"d":1.0E-5,"n":"-99999999.99","x":"Grüße","y":"AQI=","a":"0001-01-01Z"}""");
    produce(
        """
        {"f":null,"t":null,"s":null,"i":null,"b":null,"r":null,"d":null,"n":null,"x":null,"y":null,"a":null,"w":null}""");

    List<Record> rows = awaitRows(2);
    Schema schema = lake.table("db.t").schema();
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
    sink(typed("[[\"id\",\"INT\"]]"));
    produce("{\"id\":1}");
    awaitRows(1);

    sink(typed("[[\"id\",\"BIGINT\"],[\"phone\",\"STRING\"]]"));
    produce("{\"id\":4294967296,\"phone\":\"12\"}");

    awaitRows(2);
    Schema schema = lake.table("db.t").schema();
    assertThat(schema.columns().stream().map(Types.NestedField::name))
        .containsExactly("id", "_kafka", "phone");
    assertThat(schema.findType("id").toString()).isEqualTo("long");
  }

  @Test
  void makesTablesOfVersionTwoWithTheGivenPartitions() {
    Map<String, String> config = typed("[[\"at\",\"TIMESTAMP\"]]");
    config.put("iceberg.tables.default-partition-by", "day(at)");
    config.put("iceberg.tables.auto-create-props.format-version", "2");
    sink(config);
    produce("{\"at\":\"2026-01-01T00:00:00Z\"}");

    awaitRows(1);
    assertThat(lake.table("db.t").spec().toString()).contains("at_day: day");
    assertThat(
            ((org.apache.iceberg.BaseTable) lake.table("db.t"))
                .operations()
                .current()
                .formatVersion())
        .isEqualTo(2);
  }

  @Test
  void logsChangesOfManyTablesOfOneTopicAndMakesOneThatNobodyDeclared() {
    Map<String, String> config = base();
    config.remove("iceberg.tables");
    config.put("iceberg.tables.dynamic-enabled", "true");
    config.put("iceberg.tables.route-field", "_cdc.target");
    config.put("transforms", "rows");
    config.put("transforms.rows.type", TypedRows.class.getName());
    config.put("transforms.rows.envelope", "debezium");
    config.put("transforms.rows.undeclared.tables", "db.${schema}_${table}");
    config.put("transforms.rows.topic.shop.sales.T.table", "db.t");
    config.put("transforms.rows.topic.shop.sales.T.columns", "[[\"ID\",\"INT\"]]");
    sink(config);
    produce(change("T", "\"op\":\"c\",\"after\":{\"ID\":1}"));
    produce(change("New", "\"op\":\"r\",\"after\":{\"N\":7}"));
    produce(change("T", "\"op\":\"t\""));
    produce(change("T", "\"op\":\"d\",\"before\":{\"ID\":1},\"after\":null"));

    List<Record> log = awaitRows(3);
    assertThat(log).extracting(row -> row.getField("ID")).containsExactly(1, null, 1);
    assertThat(log)
        .extracting(row -> ((Record) row.getField("_cdc")).getField("op"))
        .containsExactly("I", "T", "D");
    Record place = (Record) ((Record) log.get(2).getField("_cdc")).getField("place");
    assertThat(place.getField("pos")).isEqualTo(4711L);
    assertThat(lake.rows("db.sales_new")).extracting(row -> row.getField("N")).containsExactly("7");
  }

  /** What Apache's sink does by itself with JSON: why rows are typed before it. */
  @Test
  void wouldMakeTextsOfDaysAndNoColumnOfNull() {
    sink(base());
    produce("{\"day\":\"2026-01-01\",\"price\":\"1.50\",\"count\":1,\"none\":null}");

    awaitRows(1);
    Schema schema = lake.table("db.t").schema();
    assertThat(schema.findType("day").toString()).isEqualTo("string");
    assertThat(schema.findType("price").toString()).isEqualTo("string");
    assertThat(schema.findType("count").toString()).isEqualTo("long");
    assertThat(schema.findField("none")).isNull();
  }

  /** What Apache's sink does with records that have a schema, whatever the converter is told. */
  @Test
  void wouldTakeAColumnsDefaultForNull() {
    Map<String, String> config = base();
    config.put("value.converter", "org.apache.kafka.connect.json.JsonConverter");
    config.put("value.converter.schemas.enable", "true");
    config.put("value.converter.replace.null.with.default", "false");
    sink(config);
    produce(
        """
        {"schema":{"type":"struct","fields":[{"field":"n","type":"string","optional":true,"default":"unset"}]},
         "payload":{"n":null}}""");

    assertThat(awaitRows(1).get(0).getField("n")).isEqualTo("unset");
  }

  private static String change(String table, String change) {
    return "{\"ts_ms\":1,\"source\":{\"name\":\"shop\",\"db\":\"sales\",\"table\":\"%s\",\"pos\":4711},%s}"
        .formatted(table, change);
  }

  private static List<Object> values(Record row) {
    return java.util.stream.IntStream.range(0, row.size() - 1).mapToObj(row::get).toList();
  }

  private List<Record> awaitRows(int count) {
    Patience.await(() -> lake.has("db.t") && lake.rows("db.t").size() >= count);
    List<Record> rows = lake.rows("db.t");
    assertThat(rows).hasSize(count);
    return rows;
  }

  private void produce(String json) {
    connect.kafka().produce(topic, 0, null, json.replace("\n", ""));
  }

  private void sink(Map<String, String> config) {
    if (!connect.kafka().describeTopics(topic).get(topic).isPresent()) {
      connect.kafka().createTopic(topic, 1);
      connect.kafka().createTopic("control-" + topic, 1);
    }
    connect.configureConnector(topic, config);
  }

  private Map<String, String> typed(String columns) {
    Map<String, String> config = base();
    config.put("transforms", "rows");
    config.put("transforms.rows.type", TypedRows.class.getName());
    config.put("transforms.rows.topic." + topic + ".table", "db.t");
    config.put("transforms.rows.topic." + topic + ".columns", columns.replace("\n", ""));
    return config;
  }

  private Map<String, String> base() {
    Map<String, String> config = new HashMap<>(LocalConnect.quickConsumer());
    config.putAll(lake.catalogKeys());
    config.put("name", topic);
    config.put("connector.class", "org.apache.iceberg.connect.IcebergSinkConnector");
    config.put("tasks.max", "1");
    config.put("topics", topic);
    config.put("iceberg.tables", "db.t");
    config.put("iceberg.tables.auto-create-enabled", "true");
    config.put("iceberg.tables.evolve-schema-enabled", "true");
    config.put("iceberg.control.topic", "control-" + topic);
    config.put("iceberg.control.commit.interval-ms", "1000");
    config.put("iceberg.kafka.bootstrap.servers", LocalConnect.bootstrapServers());
    config.put("iceberg.kafka.auto.offset.reset", "earliest");
    config.put("iceberg.kafka.interceptor.classes", ControlTopicAge.class.getName());
    return config;
  }
}
