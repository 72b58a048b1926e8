package io.tributary.connect.iceberg;

import static io.tributary.connect.iceberg.TestRows.record;
import static io.tributary.connect.iceberg.TestRows.rows;
import static io.tributary.connect.iceberg.TestRows.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.kafka.connect.errors.DataException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names that two columns of a row would have. */
final class ColumnNamesTest {
  @ParameterizedTest
  @CsvSource({"MKT,segment,SEGMENT", "name,Name,name"})
  void refusesTwoValuesOfOneColumn(String one, String other, String column) {
    TypedRows rows = rows("none", "[[\"SEGMENT\",\"STRING\",\"MKT\"]]");

    assertThatThrownBy(() -> rows.apply(record("{\"%s\":\"a\",\"%s\":null}".formatted(one, other))))
        .isInstanceOf(DataException.class)
        .hasMessage("`" + column + "` would have two values");
  }

  @ParameterizedTest
  @CsvSource({"_kafka", "_KAFKA"})
  void refusesAColumnThatIsCalledAsItsOwnAndThatRecordAlone(String name) {
    TypedRows rows = rows("none", "[[\"id\",\"INT\"]]");

    assertThatThrownBy(() -> rows.apply(record("{\"id\":1,\"" + name + "\":2}")))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "`"
                + name
                + "` must be declared under another name: each row has a column of that one");
    assertThat(value(rows.apply(record("{\"id\":3}")), "id")).isEqualTo(3L);
  }
}
