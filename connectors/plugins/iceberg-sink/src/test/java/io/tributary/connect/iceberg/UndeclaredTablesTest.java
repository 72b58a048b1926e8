package io.tributary.connect.iceberg;

import static io.tributary.connect.iceberg.TestRows.configured;
import static io.tributary.connect.iceberg.TestRows.record;
import static io.tributary.connect.iceberg.TestRows.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

final class UndeclaredTablesTest {
  private static final String NAMED_BY_SOURCE = "lake.${schema}_${table}";

  @Test
  void areRefused() {
    TypedRows rows = configured(Map.of("envelope", "debezium"));

    assertThatThrownBy(() -> rows.apply(change("Orders")))
        .isInstanceOf(DataException.class)
        .hasMessage("no table is declared for shop.sales.Orders");
  }

  @Test
  void areMadeOfTextsWhereThatIsSaid() {
    TypedRows rows =
        configured(Map.of("envelope", "debezium", "undeclared.tables", NAMED_BY_SOURCE));

    SinkRecord row = rows.apply(change("Order$"));

    assertThat(value(row, "n")).isEqualTo("1.5");
    assertThat(((Struct) value(row, "_cdc")).get("target")).isEqualTo("lake.sales_order_");
  }

  @Test
  void shareNoTableWithADeclaredOne() {
    TypedRows rows =
        configured(
            Map.of(
                "envelope", "debezium",
                "undeclared.tables", NAMED_BY_SOURCE,
                "topic.shop.sales.parts.table", "lake.sales_orders"));

    assertThatThrownBy(() -> rows.apply(change("Orders")))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "a table must be declared for shop.sales.Orders: lake.sales_orders has the rows of shop.sales.parts");
  }

  @Test
  void shareNoTableWithEachOther() {
    TypedRows rows =
        configured(Map.of("envelope", "debezium", "undeclared.tables", NAMED_BY_SOURCE));
    rows.apply(change("Orders"));

    assertThatThrownBy(() -> rows.apply(change("orders")))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "a table must be declared for shop.sales.orders: lake.sales_orders has the rows of shop.sales.Orders");
    assertThat(rows.apply(change("Orders"))).isNotNull();
  }

  @Test
  void areLeftOutWhereThatIsSaid() {
    TypedRows rows =
        configured(
            Map.of(
                "envelope", "debezium",
                "undeclared.records", "leave",
                "topic.shop.sales.parts.table", "lake.parts"));

    assertThat(rows.apply(change("Orders"))).isNull();
    assertThat(rows.apply(change("parts"))).isNotNull();
  }

  @Test
  void areLeftOutAsEventsAre() {
    TypedRows rows = configured(Map.of("undeclared.records", "leave"));

    assertThat(rows.apply(record("{\"n\":1}"))).isNull();
  }

  private static SinkRecord change(String table) {
    return record(
        """
        {"op":"c","ts_ms":9,"after":{"n":1.50},"source":{"name":"shop","db":"sales","table":"%s"}}
        """
            .formatted(table));
  }
}
