package io.tributary.connect.iceberg;

import static io.tributary.connect.iceberg.TestRows.configured;
import static io.tributary.connect.iceberg.TestRows.rows;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RowsConfigTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          envelope              | avro    | `envelope` must be one of none, debezium, got: avro
          undeclared.tables     | x       | `undeclared.tables` must be <database>.<name> with ${topic}, ${schema} or ${table} in the name, or empty, got: x
          undeclared.records    | drop    | `undeclared.records` must be one of refuse, leave, got: drop
          topic.orders.table    | orders  | `topic.orders.table` must be <database>.<table>, got: orders
          topic.orders.tabel    | a.b     | `topic.orders.tabel` must be topic.<topic>. and one of envelope, table, columns, zero.dates, got: a.b
          topic.orders.envelope | avro    | `topic.orders.envelope` must be one of none, debezium, got: avro
          topic.orders.zero.dates | skip  | `topic.orders.zero.dates` must be null, got: skip
          """)
  void refusesWrongSettings(String key, String value, String message) {
    assertThatThrownBy(() -> configured(Map.of(key, value)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(message);
  }

  @Test
  void refusesToLeaveOutWhatHasATable() {
    assertThatThrownBy(
            () ->
                configured(
                    Map.of("undeclared.records", "leave", "undeclared.tables", "a.${topic}")))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "`undeclared.records` must be refuse where `undeclared.tables` says their table, got: leave");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                 | `topic.orders.columns` must be a list of columns such as [["ID","INT"]], got: {}
          [["a"]]            | `topic.orders.columns` must be a list of columns such as [["ID","INT"]], got: [["a"]]
          [["a","INTEGER"]]  | `topic.orders.columns` must be of known types, got: INTEGER
          [["a","DECIMAL(39,0)"]] | `topic.orders.columns` must be of known types, got: DECIMAL(39,0)
          """)
  void refusesWrongColumns(String json, String message) {
    assertThatThrownBy(() -> rows("none", json))
        .isInstanceOf(ConfigException.class)
        .hasMessage(message);
  }
}
