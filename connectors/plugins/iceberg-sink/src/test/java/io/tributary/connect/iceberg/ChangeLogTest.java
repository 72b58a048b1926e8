package io.tributary.connect.iceberg;

import static org.apache.iceberg.types.Types.NestedField.optional;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.connect.testkit.LocalConnect;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Changes in real workers: what their tables hold of them. */
@ExtendWith(LocalConnect.class)
final class ChangeLogTest {
  private final SinkUnderTest sink = new SinkUnderTest();

  @AfterEach
  void stop() {
    sink.stop();
  }

  @Test
  void logsChangesOfManyTablesOfOneTopicAndMakesOneThatNobodyDeclared() {
    sink.start(
        sink.routed(
            Map.of(
                "envelope", "debezium",
                "undeclared.tables", "db.${schema}_${table}",
                "topic.shop.sales.T.table", "db.t",
                "topic.shop.sales.T.columns", "[[\"ID\",\"INT\"]]")));
    sink.produce(change("T", "\"op\":\"c\",\"after\":{\"ID\":1}"));
    sink.produce(change("New", "\"op\":\"r\",\"after\":{\"N\":7,\"B\":1,\"A\":2}"));
    sink.produce(change("T", "\"op\":\"t\""));
    sink.produce(change("T", "\"op\":\"d\",\"before\":{\"ID\":1},\"after\":null"));

    List<Record> log = inOrder(sink.awaitRows(3));
    assertThat(log).extracting(row -> row.getField("ID")).containsExactly(1, null, 1);
    assertThat(cdc(log, "op")).containsExactly("I", "T", "D");
    assertThat(cdc(log, "columns")).containsExactly("[\"ID\"]", null, "[\"ID\"]");
    Record place = (Record) cdc(log, "place").get(2);
    assertThat(place.getField("pos")).isEqualTo(4711L);
    assertThat(sink.awaitRows("db.sales_new", 1))
        .extracting(row -> row.getField("N"))
        .containsExactly("7");
    assertThat(names("db.sales_new")).containsExactly("N", "B", "A", "_cdc");
  }

  @Test
  void tellsWhichColumnsAChangeHasWhileTheyComeAndGo() {
    sink.start(
        sink.routed(
            Map.of(
                "envelope", "debezium",
                "topic.shop.sales.T.table", "db.t",
                "topic.shop.sales.T.columns",
                    "[[\"ID\",\"INT\"],[\"SEGMENT\",\"STRING\",\"MKT\"],[\"NOTE\",\"STRING\"]]")));
    sink.produce(change("T", "\"op\":\"c\",\"after\":{\"NOTE\":null,\"ID\":1,\"MKT\":\"a\"}"));
    sink.awaitRows(1);
    sink.produce(
        change(
            "T",
            "\"op\":\"u\",\"after\":{\"ID\":1,\"MKT\":\"__debezium_unavailable_value\",\"phone\":null}"));

    List<Record> log = inOrder(sink.awaitRows(2));
    assertThat(cdc(log, "columns"))
        .containsExactly("[\"NOTE\",\"ID\",\"SEGMENT\"]", "[\"ID\",\"SEGMENT\",\"phone\"]");
    assertThat(cdc(log, "untold")).containsExactly(null, List.of("SEGMENT"));
    assertThat(names("db.t")).containsExactly("ID", "SEGMENT", "NOTE", "_cdc", "phone");
  }

  @Test
  void addsWhatIsToldOfChangesToATableThatLacksIt() {
    sink.lake.make(
        "db.t",
        optional(1, "ID", Types.IntegerType.get()),
        optional(2, "_cdc", Types.StructType.of(optional(3, "op", Types.StringType.get()))));
    sink.start(
        sink.routed(
            Map.of(
                "envelope", "debezium",
                "topic.shop.sales.T.table", "db.t",
                "topic.shop.sales.T.columns", "[[\"ID\",\"INT\"]]")));
    sink.produce(change("T", "\"op\":\"c\",\"after\":{\"ID\":1}"));

    assertThat(cdc(sink.awaitRows(1), "columns")).containsExactly("[\"ID\"]");
  }

  @Test
  void keepsEventsOfAnotherTopicBesideChanges() {
    String told = "told-" + sink.topic;
    Map<String, String> config =
        sink.routed(
            Map.of(
                "envelope",
                "debezium",
                "topic.shop.sales.T.table",
                "db.t",
                "topic.shop.sales.T.columns",
                "[[\"ID\",\"INT\"]]",
                "topic." + told + ".envelope",
                "none",
                "topic." + told + ".table",
                "db.told",
                "topic." + told + ".columns",
                "[[\"type\",\"STRING\"],[\"data\",\"STRING\"],[\"timestamp\",\"BIGINT\"]]"));
    config.put("topics", sink.topic + "," + told);
    sink.start(config);
    sink.produce(change("T", "\"op\":\"c\",\"after\":{\"ID\":1}"));
    sink.produce(told, "{\"type\":\"STARTED\",\"data\":{\"b\":\"1\",\"a\":\"2\"},\"timestamp\":5}");

    sink.awaitRows(1);
    Record row = sink.awaitRows("db.told", 1).get(0);
    assertThat(names("db.told")).containsExactly("type", "data", "timestamp", "_kafka");
    assertThat(row.getField("data")).isEqualTo("{\"b\":\"1\",\"a\":\"2\"}");
    assertThat(row.getField("timestamp")).isEqualTo(5L);
    assertThat(((Record) row.getField("_kafka")).getField("target")).isEqualTo("db.told");
  }

  private List<String> names(String table) {
    return sink.lake.table(table).schema().columns().stream().map(Types.NestedField::name).toList();
  }

  private static List<Object> cdc(List<Record> log, String field) {
    return log.stream().map(row -> ((Record) row.getField("_cdc")).getField(field)).toList();
  }

  private static List<Record> inOrder(List<Record> log) {
    Comparator<Record> byOffset =
        Comparator.comparing(row -> (Long) ((Record) row.getField("_cdc")).getField("offset"));
    return log.stream().sorted(byOffset).toList();
  }

  private static String change(String table, String change) {
    return "{\"ts_ms\":1,\"source\":{\"name\":\"shop\",\"db\":\"sales\",\"table\":\"%s\",\"pos\":4711},%s}"
        .formatted(table, change);
  }
}
