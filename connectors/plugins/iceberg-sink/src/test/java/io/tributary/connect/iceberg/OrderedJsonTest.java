package io.tributary.connect.iceberg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.errors.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class OrderedJsonTest {
  private final OrderedJson json = new OrderedJson();

  @Test
  void keepsMembersInTheirOrder() {
    Map<?, ?> value = (Map<?, ?>) read("{\"phone\":1,\"ID\":2,\"b\":{\"z\":1,\"a\":2},\"A\":3}");

    assertThat(List.copyOf(value.keySet())).isEqualTo(List.of("phone", "ID", "b", "A"));
    assertThat(write(value)).isEqualTo("{\"phone\":1,\"ID\":2,\"b\":{\"z\":1,\"a\":2},\"A\":3}");
  }

  @Test
  void readsValuesAsConnectHasThem() {
    assertThat(read("[1,-9223372036854775808,1.5,\"ü\",true,null]"))
        .isEqualTo(Arrays.asList(1L, Long.MIN_VALUE, 1.5, "ü", true, null));
  }

  @ParameterizedTest
  @CsvSource({"-0.0,-0.0", "95.0,95.0", "1.50,1.5", "1e-5,1.0E-5", "0.1,0.1"})
  void readsFractionsThatADoubleTells(String text, double fraction) {
    assertThat(read(text)).isEqualTo(fraction);
  }

  @ParameterizedTest
  @ValueSource(strings = {"12345678901234567.89", "0.12345678901234567891", "1E+400", "1E-400"})
  void keepsFractionsThatADoubleDoesNotTell(String text) {
    assertThat(read(text)).isEqualTo(new BigDecimal(text));
  }

  @Test
  void keepsWholeNumbersBeyond64Bits() {
    assertThat(read("18446744073709551616")).isEqualTo(new BigInteger("18446744073709551616"));
  }

  @Test
  void hasNoValueWhereARecordHasNone() {
    assertThat(json.toConnectData("t", null)).isEqualTo(SchemaAndValue.NULL);
    assertThat(json.fromConnectData("t", null, null)).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"secret", "{\"a\":1} secret", "", "{\"a\":"})
  void refusesWhatIsNoJsonWithoutSayingIt(String text) {
    assertThatThrownBy(() -> read(text)).isInstanceOf(DataException.class).hasMessage("no JSON");
  }

  private Object read(String text) {
    return json.toConnectData("t", text.getBytes(StandardCharsets.UTF_8)).value();
  }

  private String write(Object value) {
    return new String(json.fromConnectData("t", null, value), StandardCharsets.UTF_8);
  }
}
