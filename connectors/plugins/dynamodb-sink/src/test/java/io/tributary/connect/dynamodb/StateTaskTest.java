package io.tributary.connect.dynamodb;

import static io.tributary.connect.dynamodb.Changes.create;
import static io.tributary.connect.dynamodb.Changes.delete;
import static io.tributary.connect.dynamodb.Changes.row;
import static io.tributary.connect.dynamodb.Changes.update;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of records that come in order. */
final class StateTaskTest {
  private final SinkUnderTest sink = new SinkUnderTest();

  @AfterEach
  void close() {
    sink.close();
  }

  @Test
  void aRowBecomesAnItemWithItsPlaceInTheTopic() {
    sink.open();
    sink.put(41, row("id", 1L, "city", "Oslo"));

    assertThat(sink.items())
        .containsExactly(
            "{\"id\":{\"N\":\"1\"},\"city\":{\"S\":\"Oslo\"},"
                + "\"__position\":{\"S\":\"0000-0000000000-00000000000000000041\"}}");
  }

  @Test
  void theNewestOfABatchIsWrittenOnce() {
    sink.open();
    sink.put(0, row("id", 1L, "v", 1L), row("id", 1L, "v", 2L), row("id", 1L, "v", 3L));

    assertThat(sink.items()).singleElement().asString().contains("\"v\":{\"N\":\"3\"}");
    assertThat(sink.dynamoDb.writes()).isOne();
  }

  @Test
  void aChangeBecomesAnItemWithItsPlaceInTheLog() {
    sink.open("envelope", "debezium");
    sink.put(5, create(row("id", 1L), 400));

    assertThat(sink.items())
        .containsExactly(
            "{\"id\":{\"N\":\"1\"},\"__position\":{\"S\":"
                + "\"0000-0000000003-00000000000000000400-0000000000-1-00000000000000000005\"}}");
  }

  @Test
  void aDeletionLeavesATombstoneThatExpires() {
    sink.open("envelope", "debezium", "tombstone.retention.ms", "60000");
    sink.put(5, create(row("id", 1L, "city", "Oslo"), 400));
    sink.put(6, delete(row("id", 1L, "city", "Oslo"), 500), null);

    assertThat(sink.items())
        .containsExactly(
            "{\"id\":{\"N\":\"1\"},\"__deleted\":{\"BOOL\":true},\"__expires\":{\"N\":\"1800000060\"},"
                + "\"__position\":{\"S\":"
                + "\"0000-0000000003-00000000000000000500-0000000000-1-00000000000000000006\"}}");
  }

  @Test
  void aDeletionRemovesTheItemWhereNoTombstoneIsWanted() {
    sink.open("envelope", "debezium", "deletes", "delete");
    sink.put(5, create(row("id", 1L), 400), create(row("id", 2L), 500));
    sink.put(7, delete(row("id", 1L), 600));

    assertThat(sink.items()).singleElement().asString().contains("\"id\":{\"N\":\"2\"}");
  }

  @Test
  void aRowThatMovesToAnotherKeyLeavesATombstone() {
    sink.open("envelope", "debezium");
    sink.put(5, create(row("id", 1L), 400));
    sink.put(6, update(row("id", 1L), row("id", 2L), 500));

    assertThat(sink.items()).hasSize(2);
    assertThat(sink.dynamoDb.table(SinkUnderTest.TABLE).live())
        .singleElement()
        .asString()
        .contains("\"id\":{\"N\":\"2\"}");
  }

  @Test
  void anItemWithAPositionOfAnotherKindStopsTheTask() {
    sink.open("envelope", "debezium");
    sink.put(0, create(row("id", 1L), 7));
    sink.task.stop();

    sink.open(true);
    assertThatThrownBy(() -> sink.put(1, row("id", 1L, "v", "newer")))
        .isInstanceOf(ConnectException.class)
        .hasMessageStartingWith(
            "Offset 1 of orders-0 is at 0000-0000000000-00000000000000000001, and kafka_orders has it at"
                + " 0000-0000000003-00000000000000000007-0000000000-1-00000000000000000000, a position of"
                + " another kind");
  }
}
