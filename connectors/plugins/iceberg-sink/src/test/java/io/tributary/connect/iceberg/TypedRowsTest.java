package io.tributary.connect.iceberg;

import static io.tributary.connect.iceberg.TestRows.configured;
import static io.tributary.connect.iceberg.TestRows.record;
import static io.tributary.connect.iceberg.TestRows.rows;
import static io.tributary.connect.iceberg.TestRows.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TypedRowsTest {
  private static final String SOURCE =
      """
      {"connector":"mysql","name":"shop","db":"sales","table":"Order$s","snapshot":"false","ts_ms":5,
       "server_id":7,"gtid":"a-b:3","file":"bin.000012","pos":4711,"row":2}""";

  @Test
  void makesARowOfDeclaredColumnsInTheirOrder() {
    SinkRecord row =
        rows("none", "[[\"b\",\"INT\"],[\"a\",\"STRING\"]]").apply(record("{\"a\":\"x\",\"b\":1}"));

    assertThat(row.valueSchema().fields())
        .extracting(Field::name)
        .containsExactly("b", "a", "_kafka");
    assertThat(value(row, "b")).isEqualTo(1L);
    assertThat(value(row, "a")).isEqualTo("x");
  }

  @Test
  void keepsNullAsNullAndItsColumn() {
    SinkRecord row = rows("none", "[[\"a\",\"DATE\"]]").apply(record("{\"a\":null}"));

    assertThat(value(row, "a")).isNull();
    assertThat(row.valueSchema().field("a").schema().name()).endsWith("Date");
  }

  @Test
  void keepsTheColumnOfARenamedOneAndAddsUnknownOnesAsTextBehindTheOthers() {
    TypedRows rows = rows("none", "[[\"SEGMENT\",\"STRING\",\"MKT\"],[\"id\",\"INT\"]]");

    SinkRecord first = rows.apply(record("{\"ID\":1,\"MKT\":\"a\"}"));
    SinkRecord second = rows.apply(record("{\"id\":2,\"segment\":\"b\",\"phone\":12}"));

    assertThat(value(first, "SEGMENT")).isEqualTo("a");
    assertThat(value(first, "id")).isEqualTo(1L);
    assertThat(value(second, "SEGMENT")).isEqualTo("b");
    assertThat(second.valueSchema().fields())
        .extracting(Field::name)
        .containsExactly("SEGMENT", "id", "phone", "_kafka");
    assertThat(value(second, "phone")).isEqualTo("12");
  }

  @Test
  void tellsOfARecordWhereItStood() {
    Struct kafka = (Struct) value(rows("none", "[]").apply(record("{}")), "_kafka");

    assertThat(kafka.get("partition")).isEqualTo(3);
    assertThat(kafka.get("offset")).isEqualTo(42L);
    assertThat(kafka.get("ts")).isEqualTo(OffsetDateTime.parse("1970-01-01T00:00:00.009Z"));
    assertThat(kafka.get("target")).isEqualTo("lake.orders");
  }

  @ParameterizedTest
  @CsvSource({"c,after,I", "r,after,I", "u,after,U", "d,before,D"})
  void makesALogOfChanges(String op, String image, String logged) {
    SinkRecord row =
        changes().apply(change(op, "\"" + image + "\":{\"ID\":1,\"D\":\"2026-01-02Z\"}"));

    assertThat(value(row, "ID")).isEqualTo(1L);
    assertThat(value(row, "D")).isEqualTo(LocalDate.of(2026, 1, 2));
    Struct cdc = (Struct) value(row, "_cdc");
    assertThat(cdc.get("op")).isEqualTo(logged);
    assertThat(cdc.get("envelope_op")).isEqualTo(op);
    assertThat(cdc.get("source")).isEqualTo("sales.Order$s");
    assertThat(cdc.get("target")).isEqualTo("lake.sales_orders");
    assertThat(cdc.get("offset")).isEqualTo(42L);
    assertThat(cdc.get("untold")).isNull();
    Struct place = (Struct) cdc.get("place");
    assertThat(place.get("file")).isEqualTo("bin.000012");
    assertThat(place.get("pos")).isEqualTo(4711L);
    assertThat(place.get("sequence")).isNull();
  }

  @Test
  void logsATruncation() {
    SinkRecord row = changes().apply(change("t", "\"after\":null"));

    assertThat(value(row, "ID")).isNull();
    assertThat(((Struct) value(row, "_cdc")).get("op")).isEqualTo("T");
    assertThat(told(row)).isNull();
  }

  @Test
  void namesColumnsThatTheSourceDidNotTell() {
    SinkRecord row =
        changes().apply(change("u", "\"after\":{\"ID\":1,\"D\":\"__debezium_unavailable_value\"}"));

    assertThat(value(row, "D")).isNull();
    assertThat(((Struct) value(row, "_cdc")).get("untold")).isEqualTo(List.of("D"));
    assertThat(told(row)).isEqualTo("[\"ID\",\"D\"]");
  }

  @Test
  void namesTheColumnsOfAChangeAsTheTableCallsThemInItsOrder() {
    TypedRows rows =
        configured(
            Map.of(
                "envelope", "debezium",
                "topic.shop.sales.T.table", "lake.t",
                "topic.shop.sales.T.columns",
                    "[[\"ID\",\"INT\"],[\"SEGMENT\",\"STRING\",\"MKT\"]]"));
    String source = "\"source\":{\"name\":\"shop\",\"db\":\"sales\",\"table\":\"T\"}}";

    SinkRecord first =
        rows.apply(
            record("{\"op\":\"c\",\"after\":{\"MKT\":null,\"we\\\"b\":1,\"id\":1}," + source));
    SinkRecord same =
        rows.apply(record("{\"op\":\"d\",\"before\":{\"MKT\":1,\"we\\\"b\":2,\"id\":2}," + source));
    SinkRecord gone = rows.apply(record("{\"op\":\"u\",\"after\":{\"ID\":1}," + source));

    assertThat(told(first)).isEqualTo("[\"SEGMENT\",\"we\\\"b\",\"ID\"]");
    assertThat(told(same)).isSameAs(told(first));
    assertThat(told(gone)).isEqualTo("[\"ID\"]");
    assertThat(first.valueSchema().field("_cdc").schema().fields())
        .extracting(Field::name)
        .endsWith("columns");
  }

  @Test
  void takesChangesAndEventsOfDifferentTopics() {
    TypedRows rows =
        configured(
            Map.of(
                "envelope", "debezium",
                "topic.shop.sales.Order_s.table", "lake.sales_orders",
                "topic.shop.sales.Order_s.columns", "[[\"ID\",\"INT\"]]",
                "topic.orders.envelope", "none",
                "topic.orders.table", "lake.orders",
                "topic.orders.columns", "[[\"ID\",\"INT\"]]"));
    String change = "{\"op\":\"c\",\"after\":{\"ID\":1},\"source\":" + SOURCE + "}";

    SinkRecord logged = rows.apply(record("shop.sales.Order_s", change));
    SinkRecord event = rows.apply(record("{\"ID\":2}"));

    assertThat(target(logged)).isEqualTo("lake.sales_orders");
    assertThat(target(event)).isEqualTo("lake.orders");
    assertThat(event.valueSchema().fields())
        .extracting(Field::name)
        .containsExactly("ID", "_kafka");
  }

  @Test
  void takesZeroDatesAsNullWhereThatIsSaid() {
    TypedRows rows =
        configured(
            Map.of(
                "topic.orders.table", "lake.orders",
                "topic.orders.columns", "[[\"a\",\"DATE\"],[\"b\",\"STRING\"]]",
                "topic.orders.zero.dates", "null"));

    SinkRecord row = rows.apply(record("{\"a\":\"0000-00-00\",\"b\":\"0000-00-00\"}"));

    assertThat(value(row, "a")).isNull();
    assertThat(value(row, "b")).isEqualTo("0000-00-00");
  }

  @Test
  void dropsWhatHasNoValue() {
    assertThat(changes().apply(new SinkRecord("t", 0, null, null, null, null, 1))).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"op":"x"}                   | no change envelope, or one with an unknown op
          {"op":"c","after":{}}        | no place in the log
          """)
  void refusesWhatIsNoChange(String json, String reason) {
    assertThatThrownBy(() -> changes().apply(record(json)))
        .isInstanceOf(DataException.class)
        .hasMessage(reason);
  }

  @Test
  void refusesAChangeWithoutItsRow() {
    assertThatThrownBy(() -> changes().apply(change("d", "\"before\":null")))
        .isInstanceOf(DataException.class)
        .hasMessage("no row before the change");
  }

  @Test
  void refusesAndNamesATopicThatNobodyDeclared() {
    TypedRows rows = configured(Map.of());

    assertThatThrownBy(() -> rows.apply(record("{}")))
        .isInstanceOf(DataException.class)
        .hasMessage("no table is declared for orders");
  }

  private static Object told(SinkRecord change) {
    return ((Struct) value(change, "_cdc")).get("columns");
  }

  /** As the sink looks for it, whatever the column is called. */
  private static Object target(SinkRecord row) {
    Struct values = (Struct) row.value();
    return ((Struct) values.get(row.valueSchema().field("_row"))).get("target");
  }

  private static TypedRows changes() {
    return configured(
        Map.of(
            "envelope", "debezium",
            "topic.shop.sales.Order_s.table", "lake.sales_orders",
            "topic.shop.sales.Order_s.columns", "[[\"ID\",\"INT\"],[\"D\",\"DATE\"]]"));
  }

  private static SinkRecord change(String op, String image) {
    return record("{\"op\":\"" + op + "\",\"ts_ms\":9," + image + ",\"source\":" + SOURCE + "}");
  }
}
