package io.tributary.connect.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.errors.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

final class AttributesTest {
  private static final Attributes ATTRIBUTES = new Attributes(true);
  private static final byte[] BYTES = {0, -1, 7};
  private static final java.util.Date INSTANT = new java.util.Date(1_700_000_000_123L);

  static Stream<Arguments> values() {
    return Stream.of(
        Arguments.of(null, (byte) -1, AttributeValue.fromN("-1")),
        Arguments.of(null, (short) 7, AttributeValue.fromN("7")),
        Arguments.of(null, Integer.MIN_VALUE, AttributeValue.fromN("-2147483648")),
        Arguments.of(null, Long.MAX_VALUE, AttributeValue.fromN("9223372036854775807")),
        Arguments.of(null, 0.1f, AttributeValue.fromN("0.1")),
        Arguments.of(null, 9.007199254740993e15, AttributeValue.fromN("9007199254740992")),
        Arguments.of(null, 1e-7, AttributeValue.fromN("1E-7")),
        Arguments.of(null, 1e7, AttributeValue.fromN("10000000")),
        Arguments.of(null, 1e100, AttributeValue.fromN("1E+100")),
        Arguments.of(null, -0.0, AttributeValue.fromN("0")),
        Arguments.of(null, true, AttributeValue.fromBool(true)),
        Arguments.of(null, "", AttributeValue.fromS("")),
        Arguments.of(null, BYTES, AttributeValue.fromB(SdkBytes.fromByteArray(BYTES))),
        Arguments.of(
            null, ByteBuffer.wrap(BYTES), AttributeValue.fromB(SdkBytes.fromByteArray(BYTES))),
        Arguments.of(null, null, AttributeValue.fromNul(true)),
        Arguments.of(
            null,
            new BigInteger("18446744073709551615"),
            AttributeValue.fromN("18446744073709551615")),
        Arguments.of(
            Decimal.schema(2),
            new BigDecimal("12345678901234567890123456789012345.67"),
            AttributeValue.fromN("12345678901234567890123456789012345.67")),
        Arguments.of(Decimal.schema(4), new BigDecimal("1.5000"), AttributeValue.fromN("1.5")),
        Arguments.of(Date.SCHEMA, INSTANT, AttributeValue.fromS("2023-11-14")),
        Arguments.of(Time.SCHEMA, new java.util.Date(123), AttributeValue.fromS("00:00:00.123")),
        Arguments.of(Timestamp.SCHEMA, INSTANT, AttributeValue.fromS("2023-11-14T22:13:20.123Z")),
        Arguments.of(null, INSTANT, AttributeValue.fromS("2023-11-14T22:13:20.123Z")),
        Arguments.of(
            null,
            Arrays.asList(1L, null, "x"),
            AttributeValue.fromL(
                List.of(
                    AttributeValue.fromN("1"),
                    AttributeValue.fromNul(true),
                    AttributeValue.fromS("x")))),
        Arguments.of(
            null,
            Map.of("a", Map.of("b", List.of(1L))),
            AttributeValue.fromM(
                Map.of(
                    "a",
                    AttributeValue.fromM(
                        Map.of("b", AttributeValue.fromL(List.of(AttributeValue.fromN("1")))))))));
  }

  @ParameterizedTest
  @MethodSource("values")
  void losesNothing(Schema schema, Object value, AttributeValue expected) {
    assertThat(ATTRIBUTES.of(schema, value, "field")).isEqualTo(expected);
  }

  static Stream<Arguments> unmappable() {
    return Stream.of(
        Arguments.of(Double.NaN, "`field` must be a finite number, got: NaN"),
        Arguments.of(Float.NEGATIVE_INFINITY, "`field` must be a finite number, got: -Infinity"),
        Arguments.of(
            new BigDecimal("123456789012345678901234567890123456789"),
            "`field` must have at most 38 digits, got: 39"),
        Arguments.of(1e126, "`field` must be between 1E-130 and 9.99E+125 in size, got: 1E+126"),
        Arguments.of(
            new BigDecimal("1E-131"),
            "`field` must be between 1E-130 and 9.99E+125 in size, got: 1E-131"),
        Arguments.of(
            Map.of("a", List.of(1L, new Object[0])),
            "`field.a[1]` must be of a type of Connect's, got: [Ljava.lang.Object;"),
        Arguments.of(Map.of(1L, 2L), "names in `field` must be text, got: 1"),
        Arguments.of(Map.of("", 2L), "names in `field` must be text, got: "));
  }

  @ParameterizedTest
  @MethodSource("unmappable")
  void refusesWhatItWouldHaveToChange(Object value, String message) {
    assertThatThrownBy(() -> ATTRIBUTES.of(null, value, "field"))
        .isInstanceOf(DataException.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource({"32, true", "33, false"})
  void nestsAsDeepAsAnItemMay(int depth, boolean fits) {
    Object value = 1L;
    for (int i = 0; i < depth; i++) {
      value = List.of(value);
    }
    Object nested = value;
    if (fits) {
      assertThat(ATTRIBUTES.of(null, nested, "field").hasL()).isTrue();
    } else {
      assertThatThrownBy(() -> ATTRIBUTES.of(null, nested, "field"))
          .isInstanceOf(DataException.class)
          .hasMessageEndingWith("must not be nested deeper than 32 levels");
    }
  }

  @Test
  void aStructIsReadByItsSchemaAndNeverByItsDefaults() {
    Schema inner = SchemaBuilder.struct().field("at", Timestamp.SCHEMA).build();
    Schema schema =
        SchemaBuilder.struct()
            .field("id", Schema.INT64_SCHEMA)
            .field("mode", SchemaBuilder.string().optional().defaultValue("air").build())
            .field("inner", inner)
            .build();
    Struct struct =
        new Struct(schema)
            .put("id", 1L)
            .put("mode", null)
            .put("inner", new Struct(inner).put("at", INSTANT));
    Row row = Row.of(schema, struct).orElseThrow();

    assertThat(ATTRIBUTES.of(row))
        .containsExactly(
            Map.entry("id", AttributeValue.fromN("1")),
            Map.entry("mode", AttributeValue.fromNul(true)),
            Map.entry(
                "inner",
                AttributeValue.fromM(
                    Map.of("at", AttributeValue.fromS("2023-11-14T22:13:20.123Z")))));
  }

  @Test
  void fieldsThatAreNullAreLeftOutWhereThatIsWanted() {
    Map<String, Object> nested = new HashMap<>();
    nested.put("none", null);
    nested.put("list", Arrays.asList(1L, null));
    Row row = Row.of(null, Map.of("nested", nested)).orElseThrow();

    assertThat(new Attributes(false).of(row))
        .isEqualTo(
            Map.of(
                "nested",
                AttributeValue.fromM(
                    Map.of(
                        "list",
                        AttributeValue.fromL(
                            List.of(AttributeValue.fromN("1"), AttributeValue.fromNul(true)))))));
  }
}
