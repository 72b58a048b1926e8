package io.tributary.connect.iceberg;

import static io.tributary.connect.iceberg.TestRows.record;
import static io.tributary.connect.iceberg.TestRows.rows;
import static io.tributary.connect.iceberg.TestRows.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ColumnTypeTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          BOOLEAN       | 1                                | true
          BOOLEAN       | "false"                          | false
          TINYINT       | -128                             | -128
          SMALLINT      | 32767                            | 32767
          INT           | 2147483647                       | 2147483647
          BIGINT        | "9223372036854775807"            | 9223372036854775807
          FLOAT         | 0.1                              | 0.1
          DOUBLE        | 1.0E-5                           | 1.0E-5
          DOUBLE        | "NaN"                            | NaN
          DECIMAL(5,2)  | "-999.99"                        | -999.99
          DECIMAL(5,2)  | 7                                | 7.00
          DECIMAL(38,10)| "0.0000000001"                   | 1E-10
          DECIMAL(19,2) | 12345678901234567.89             | 12345678901234567.89
          DECIMAL(20,0) | 18446744073709551616             | 18446744073709551616
          STRING        | 12                               | 12
          STRING        | {"a":[1]}                        | {"a":[1]}
          DATE          | "0001-01-01Z"                    | 0001-01-01
          DATE          | "2026-03-29"                     | 2026-03-29
          TIMESTAMP     | "9999-12-31T23:59:59.999999Z"    | 9999-12-31T23:59:59.999999Z
          TIMESTAMP     | "2026-01-01T01:00:00+01:00"      | 2026-01-01T00:00Z
          TIMESTAMP     | "2026-01-01 00:00:01"            | 2026-01-01T00:00:01Z
          """)
  void readsEachTypeExactly(String type, String json, String text) {
    Object value =
        value(
            rows("none", "[[\"v\",\"" + type + "\"]]").apply(record("{\"v\":" + json + "}")), "v");

    assertThat(value).hasToString(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          BOOLEAN      | "yes"
          TINYINT      | 128
          INT          | 2147483648
          INT          | 1.5
          BIGINT       | "9223372036854775808"
          FLOAT        | 0.123456789
          FLOAT        | 16777217
          BIGINT       | 18446744073709551616
          DOUBLE       | 9007199254740993
          DOUBLE       | 1E+400
          DECIMAL(5,2) | "1000.00"
          DECIMAL(5,2) | "0.001"
          DATE         | "0000-00-00"
          DATE         | "2026-02-30Z"
          DATE         | 20000
          TIMESTAMP    | "2026-01-01T00:00:00.1234567Z"
          TIMESTAMP    | 1767225600000
          BINARY       | "*"
          """)
  void refusesWhatTheSinkWouldCutOrRound(String type, String json) {
    TypedRows rows = rows("none", "[[\"v\",\"" + type + "\"]]");

    assertThatThrownBy(() -> rows.apply(record("{\"v\":" + json + "}")))
        .isInstanceOf(DataException.class)
        .hasMessageMatching("`v` has a value that is no \\w+");
  }

  @Test
  void readsBytes() {
    SinkRecord row = rows("none", "[[\"v\",\"BINARY\"]]").apply(record("{\"v\":\"AQI=\"}"));

    assertThat(value(row, "v")).isEqualTo(new byte[] {1, 2});
  }

  @Test
  void keepsDecimalsAsTheyAre() {
    SinkRecord row = rows("none", "[[\"v\",\"DECIMAL(10,2)\"]]").apply(record("{\"v\":\"1.5\"}"));

    assertThat(value(row, "v")).isEqualTo(new BigDecimal("1.50"));
  }
}
