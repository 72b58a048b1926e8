package io.tributary.connect.dynamodb;

import static io.tributary.connect.dynamodb.Changes.create;
import static io.tributary.connect.dynamodb.Changes.delete;
import static io.tributary.connect.dynamodb.Changes.read;
import static io.tributary.connect.dynamodb.Changes.row;
import static io.tributary.connect.dynamodb.Changes.update;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Records that come late, again, or from another log. */
final class OrderTaskTest {
  private final SinkUnderTest sink = new SinkUnderTest();

  @AfterEach
  void close() {
    sink.close();
  }

  @Test
  void anOlderChangeIsRefusedAndCounted() {
    sink.open("envelope", "debezium");
    sink.put(9, update(row("id", 1L), row("id", 1L, "v", "new"), 500));
    sink.put(3, create(row("id", 1L, "v", "old"), 400));

    assertThat(sink.items()).singleElement().asString().contains("new");
    assertThat(sink.number("stale")).isOne();
    assertThat(sink.number("repeated")).isZero();
  }

  @Test
  void theSameRecordAgainIsDoneAlready() {
    sink.open("envelope", "debezium");
    sink.put(9, create(row("id", 1L), 500));
    sink.put(9, create(row("id", 1L), 500));

    assertThat(sink.number("written")).isOne();
    assertThat(sink.number("repeated")).isOne();
    assertThat(sink.number("stale")).isZero();
  }

  @Test
  void aLateChangeDoesNotBringADeletedRowBack() {
    sink.open("envelope", "debezium");
    sink.put(9, delete(row("id", 1L), 500));
    sink.put(3, update(row("id", 1L), row("id", 1L, "v", "old"), 400));
    assertThat(sink.dynamoDb.table(SinkUnderTest.TABLE).live()).isEmpty();

    sink.put(12, create(row("id", 1L, "v", "new"), 600));
    assertThat(sink.items()).singleElement().asString().contains("new").doesNotContain("__deleted");
  }

  @Test
  void aLateDeletionDoesNotRemoveANewerRow() {
    sink.open("envelope", "debezium", "deletes", "delete");
    sink.put(9, create(row("id", 1L, "v", "new"), 600));
    sink.put(3, delete(row("id", 1L), 500));

    assertThat(sink.items()).singleElement().asString().contains("new");
    assertThat(sink.number("stale")).isOne();
  }

  @Test
  void anEpochThatIsDeclaredIsNewerThanAllBefore() {
    sink.open("envelope", "debezium", "topic.orders.epochs", "[{\"0\":10}]");
    sink.put(9, create(row("id", 1L, "v", "old server"), 900_000));
    sink.put(10, read(row("id", 1L, "v", "new server"), 4));

    assertThat(sink.items()).singleElement().asString().contains("new server");
  }

  @Test
  void aSnapshotOfAnotherLogStopsTheTaskInsteadOfBeingDropped() {
    sink.open("envelope", "debezium");
    sink.put(9, create(row("id", 1L), 900_000));

    assertThatThrownBy(() -> sink.put(10, read(row("id", 1L), 4)))
        .isInstanceOf(ConnectException.class)
        .hasMessageStartingWith("Offset 10 of orders-0 is a row of a snapshot at 0000-0000000003-")
        .hasMessageContaining("it is another log");
  }

  @Test
  void aSnapshotThatIsReadAgainFromTheTopicIsOnlyStale() {
    sink.open("envelope", "debezium");
    sink.put(3, read(row("id", 1L), 400));
    sink.put(9, update(row("id", 1L), row("id", 1L, "v", "new"), 500));
    sink.put(3, read(row("id", 1L), 400));

    assertThat(sink.number("stale")).isOne();
    assertThat(sink.items()).singleElement().asString().contains("new");
  }

  @Test
  void anotherLogIsLeftAloneWhereThatIsWanted() {
    sink.open("envelope", "debezium", "stale.snapshots", "ignore");
    sink.put(9, create(row("id", 1L), 900_000));
    sink.put(10, read(row("id", 1L), 4));

    assertThat(sink.number("stale")).isOne();
  }

  @Test
  void anotherServerStopsTheTaskUnlessAnEpochBeginsOrItIsFollowed() {
    sink.open("envelope", "debezium");
    sink.put(3, byServer(7, 400));
    assertThatThrownBy(() -> sink.put(4, byServer(8, 500)))
        .isInstanceOf(ConnectException.class)
        .hasMessageStartingWith(
            "Offset 4 of orders-0 comes from server server_id 8, and the topic was told by server_id 7"
                + " before: positions of two servers cannot be compared.");
    sink.task.stop();

    for (List<String> config :
        List.of(
            List.of("unknown.server", "follow"), List.of("topic.orders.epochs", "[{\"0\":4}]"))) {
      sink.open(true, "envelope", "debezium", config.get(0), config.get(1));
      sink.put(3, byServer(7, 400));
      sink.put(4, byServer(8, 500));
      // What the earlier server did last may come through the log of the new one.
      sink.put(5, byServer(7, 600));
      assertThat(sink.items()).hasSize(1);
      sink.task.stop();
    }
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> byServer(long server, long pos) {
    Map<String, Object> change = create(row("id", 1L), pos);
    ((Map<String, Object>) change.get("source")).put("server_id", server);
    return change;
  }

  @Test
  void transactionsWithATagComeFromTheServerThatTheOthersDo() {
    sink.open("envelope", "debezium");
    sink.put(
        0,
        withGtid(create(row("id", 1L), 1), "3e11fa47-71ca-11e1-9e33-c80aa9429562:41"),
        withGtid(create(row("id", 2L), 2), "3e11fa47-71ca-11e1-9e33-c80aa9429562:blue:1"));

    assertThat(sink.items()).hasSize(2);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> withGtid(Map<String, Object> change, String gtid) {
    ((Map<String, Object>) change.get("source")).put("gtid", gtid);
    return change;
  }
}
