package io.tributary.connect.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

final class ItemSizeTest {

  static Stream<Arguments> sizes() {
    return Stream.of(
        Arguments.of(AttributeValue.fromS(""), 0),
        Arguments.of(AttributeValue.fromS("aé€\uD83D\uDE00"), 1 + 2 + 3 + 4),
        Arguments.of(AttributeValue.fromN("0"), 2),
        Arguments.of(AttributeValue.fromN("7"), 2),
        Arguments.of(AttributeValue.fromN("123"), 3),
        Arguments.of(AttributeValue.fromN("-123"), 4),
        Arguments.of(AttributeValue.fromN("1000000"), 2),
        Arguments.of(AttributeValue.fromN("0.0012"), 2),
        Arguments.of(AttributeValue.fromN("1.5E+100"), 2),
        Arguments.of(AttributeValue.fromB(SdkBytes.fromByteArray(new byte[9])), 9),
        Arguments.of(AttributeValue.fromBool(true), 1),
        Arguments.of(AttributeValue.fromNul(true), 1),
        Arguments.of(AttributeValue.fromL(List.of(AttributeValue.fromS("ab"))), 3 + 1 + 2),
        Arguments.of(
            AttributeValue.fromM(Map.of("name", AttributeValue.fromS("ab"))), 3 + 1 + 4 + 2));
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void countsAsDynamoDbDoes(AttributeValue value, long bytes) {
    assertThat(ItemSize.of(value)).isEqualTo(bytes);
    assertThat(ItemSize.of(Map.of("abc", value))).isEqualTo(3 + bytes);
  }
}
