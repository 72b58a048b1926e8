package io.tributary.connect.dynamodb;

import static io.tributary.connect.dynamodb.Changes.create;
import static io.tributary.connect.dynamodb.Changes.row;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Columns that a source left out, in each form that Debezium writes. */
final class UntoldValuesTest {
  private final SinkUnderTest sink = new SinkUnderTest();

  @AfterEach
  void close() {
    sink.close();
  }

  private static final String UNTOLD = "__debezium_unavailable_value";

  static Stream<Object> untoldValues() {
    byte[] bytes = UNTOLD.getBytes(UTF_8);
    return Stream.of(
        bytes,
        "X19kZWJleml1bV91bmF2YWlsYWJsZV92YWx1ZQ",
        "5f5f646562657a69756d5f756e617661696c61626c655f76616c7565",
        List.of(UNTOLD),
        List.of(bytes),
        List.of(UUID.nameUUIDFromBytes(bytes).toString()),
        UNTOLD.chars().mapToObj(each -> (long) each).toList(),
        UNTOLD.chars().mapToObj(each -> (double) each).toList(),
        UNTOLD.chars().mapToObj(each -> true).toList(),
        Map.of(UNTOLD, UNTOLD),
        "{\"" + UNTOLD + "\":\"" + UNTOLD + "\"}");
  }

  @ParameterizedTest
  @MethodSource("untoldValues")
  void whatTheSourceDidNotTellIsNoValueInAColumnOfAnyKind(Object untold) {
    sink.open("envelope", "debezium");
    sink.put(0, create(row("id", 1L, "v", untold), 7));

    assertThat(sink.dead)
        .isEqualTo(Map.of(0L, "`v` was not told by the source, and an item is a whole row"));
  }
}
