package io.tributary.connect.dynamodb;

import static io.tributary.connect.dynamodb.Changes.change;
import static io.tributary.connect.dynamodb.Changes.create;
import static io.tributary.connect.dynamodb.Changes.delete;
import static io.tributary.connect.dynamodb.Changes.keyed;
import static io.tributary.connect.dynamodb.Changes.record;
import static io.tributary.connect.dynamodb.Changes.row;
import static io.tributary.connect.dynamodb.SinkUnderTest.ORDERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.connect.dynamodb.fake.Fault;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Records that can never be written, and what becomes of those beside them. */
final class BadRecordTaskTest {
  private final SinkUnderTest sink = new SinkUnderTest();

  @AfterEach
  void close() {
    sink.close();
  }

  static Stream<Arguments> badRows() {
    return Stream.of(
        Arguments.of(row("city", "Oslo"), "no key: `value.id` must be there, got: null"),
        Arguments.of(row("id", null), "no key: `value.id` must be there, got: null"),
        Arguments.of(
            row("id", "1"),
            "`value.id` must be a number, as the key of kafka_orders is, got: String"),
        Arguments.of(null, "no key: it is taken from the row, and the record has no value"),
        Arguments.of("text", "the value must be a row, got: java.lang.String"),
        Arguments.of(row("id", 1L, "v", Double.NaN), "`v` must be a finite number, got: NaN"),
        Arguments.of(
            row("id", 1L, "v", List.of("half of \ud83d")),
            "`v[0]` must be text of whole characters, got half of one at 8"),
        Arguments.of(
            row("id", 1L, "v", row("\ude00", 2L)),
            "names in `v` must be text of whole characters, got half of one at 0"),
        Arguments.of(
            row("id", 1L, "v", "x".repeat(409_600)),
            "the item must have at most 409600 bytes, got: 409651"),
        Arguments.of(
            row("id", 1L, "__position", "0"),
            "`__position` must not be a field: items have one of their own"),
        Arguments.of(
            row("id", 1L, "v", "refused by the server"),
            "kafka_orders refused the item: One or more parameter values were invalid"));
  }

  @ParameterizedTest
  @MethodSource("badRows")
  void goToTheDeadLettersAndTheOthersToTheTable(Object bad, String reason) {
    sink.open();
    sink.put(0, row("id", 1L, "v", "before"), bad, row("id", 2L));

    assertThat(sink.dead).isEqualTo(Map.of(1L, reason));
    assertThat(sink.items()).hasSize(2).first().asString().contains("before");
  }

  static Stream<Arguments> badChanges() {
    return Stream.of(
        Arguments.of(row("id", 1L), "no change envelope"),
        Arguments.of("text", "no change envelope"),
        Arguments.of(change("m", null, null, 7), "unknown op m"),
        Arguments.of(row("op", "c", "after", row("id", 1L)), "no position in the log"),
        Arguments.of(create(row("id", 1L), -1), "no position in the log"),
        Arguments.of(
            create(row("id", 1L, "v", "__debezium_unavailable_value"), 7),
            "`v` was not told by the source, and an item is a whole row"),
        Arguments.of(
            create(row("id", 1L, "v", "X19kZWJleml1bV91bmF2YWlsYWJsZV92YWx1ZQ=="), 7),
            "`v` was not told by the source, and an item is a whole row"),
        Arguments.of(create(null, 7), "no row after the change"),
        Arguments.of(delete(null, 7), "no row before the change"),
        Arguments.of(create(row("x", 1L), 7), "no key: `value.id` must be there, got: null"));
  }

  @ParameterizedTest
  @MethodSource("badChanges")
  void goToTheDeadLettersForTheEnginesReasons(Object bad, String reason) {
    sink.open("envelope", "debezium");
    sink.put(0, create(row("id", 1L), 5), bad, create(row("id", 2L), 9));

    assertThat(sink.dead).isEqualTo(Map.of(1L, reason));
    assertThat(sink.items()).hasSize(2);
  }

  @Test
  void anOlderWriteIsMadeWhereTheNewestOfItsKeyIsRefused() {
    sink.open();
    sink.put(
        0,
        row("id", 1L, "v", "first"),
        row("id", 1L, "v", "second"),
        row("id", 1L, "v", "refused by the server"),
        row("id", 1L, "v", "refused by the server"));

    assertThat(sink.dead).containsOnlyKeys(2L, 3L);
    assertThat(sink.items()).singleElement().asString().contains("second");
  }

  @Test
  void aTextKeyMustNotBeEmptyOrTooLong() {
    sink.dynamoDb.create(SinkUnderTest.TABLE, "id", "S");
    sink.open(true);
    sink.put(0, row("id", ""), row("id", "x".repeat(2_049)), row("id", "x".repeat(2_048)));

    assertThat(sink.dead)
        .isEqualTo(
            Map.of(
                0L, "no key: `value.id` must not be empty",
                1L, "`value.id` must have at most 2048 bytes as a key, got: 2049"));
    assertThat(sink.items()).hasSize(1);
  }

  @Test
  void aKeyOfTheRecordMustBeThere() {
    sink.open("dynamodb.key.hash", "key.id");
    sink.put(
        keyed(ORDERS, 0, "1", row("v", 1L)),
        keyed(ORDERS, 1, row("id", 1L), row("v", 1L)),
        keyed(ORDERS, 2, row("id", 2L), row("id", 3L)));

    assertThat(sink.dead)
        .isEqualTo(
            Map.of(
                0L, "no key: `key.id` must be there, got a record's key without fields",
                2L, "`id` must be the same in key and row, since items have it once"));
    assertThat(sink.items()).hasSize(1);
  }

  @Test
  void aRecordWithoutAValueDeletesWhereItsKeyTellsTheItem() {
    sink.open("dynamodb.key.hash", "key.id");
    sink.put(keyed(ORDERS, 0, row("id", 1L), row("v", 1L)));
    sink.put(keyed(ORDERS, 1, row("id", 1L), null));

    assertThat(sink.dynamoDb.table(SinkUnderTest.TABLE).live()).isEmpty();
    assertThat(sink.items()).singleElement().asString().contains("__deleted");
  }

  @Test
  void stopTheTaskWithoutADeadLetterTopic() {
    sink.dynamoDb.create(SinkUnderTest.TABLE, "id", "N");
    sink.open(false);

    assertThatThrownBy(() -> sink.put(7, row("id", 1L), row("id", null)))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "Offset 8 of orders-0 cannot be written: no key: `value.id` must be there, got: null");
  }

  @Test
  void areReportedOnceHoweverOftenTheirBatchIsDelivered() {
    sink.open("call.budget.ms", "1");
    AtomicInteger asked = new AtomicInteger();
    sink.dynamoDb.faults(() -> asked.getAndIncrement() < 3 ? Fault.THROTTLED : Fault.NONE);
    List<SinkRecord> batch =
        List.of(record(ORDERS, 0, row("id", null)), record(ORDERS, 1, row("id", 1L)));
    int deliveries = 0;
    while (sink.items().isEmpty()) {
      deliveries++;
      try {
        sink.task.put(batch);
      } catch (RetriableException e) {
        assertThat(sink.context.takeTimeout()).isPositive();
      }
    }

    assertThat(deliveries).isGreaterThan(1);
    assertThat(sink.reports).isEqualTo(1);
  }

  @Test
  void holdTheirPartitionsOffsetUntilTheyAreAcknowledged() {
    sink.acknowledgements = new CompletableFuture<>();
    sink.open();
    sink.put(0, row("id", null), row("id", 1L));
    Map<TopicPartition, OffsetAndMetadata> current = Map.of(ORDERS, new OffsetAndMetadata(2));
    CompletableFuture<Map<TopicPartition, OffsetAndMetadata>> commit =
        CompletableFuture.supplyAsync(() -> sink.task.preCommit(current));

    assertThat(commit).isNotDone();
    sink.acknowledgements.complete(null);
    assertThat(commit.join()).isEqualTo(current);
  }

  @Test
  void stopTheTaskWhereTheyCannotBeReported() {
    sink.acknowledgements =
        CompletableFuture.failedFuture(new IllegalStateException("record is too large"));
    sink.open();
    sink.put(0, row("id", null), row("id", 1L));

    assertThat(sink.task.preCommit(Map.of(ORDERS, new OffsetAndMetadata(2))))
        .as("the framework would rewind for ever if this threw")
        .isEmpty();
    assertThatThrownBy(() -> sink.put())
        .isInstanceOf(ConnectException.class)
        .hasMessage("A bad record could not be reported");
  }

  @Test
  void anotherTableInTheOnesPlaceStopsTheTask() {
    sink.open();
    sink.put(0, row("id", 1L));
    sink.dynamoDb.create(SinkUnderTest.TABLE, "id", "S");

    assertThatThrownBy(() -> sink.put(1, row("id", 2L)))
        .isInstanceOf(ConnectException.class)
        .hasMessage("The table kafka_orders has another key than when the task was started");
    assertThat(sink.dead).isEmpty();
  }

  @Test
  void aTruncatedSourceStopsTheTaskUnlessItIsIgnored() {
    sink.open("envelope", "debezium");
    assertThatThrownBy(() -> sink.put(3, change("t", null, null, 9)))
        .isInstanceOf(ConnectException.class)
        .isNotInstanceOf(DataException.class)
        .hasMessageStartingWith(
            "`truncate` is fail, and Offset 3 of orders-0 says that the source table was truncated.");
    sink.task.stop();

    sink.open(true, "envelope", "debezium", "truncate", "ignore");
    sink.put(3, change("t", null, null, 9), create(row("id", 1L), 10));
    assertThat(sink.items()).hasSize(1);
  }
}
