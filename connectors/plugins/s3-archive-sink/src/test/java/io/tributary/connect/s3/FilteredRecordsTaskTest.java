package io.tributary.connect.s3;

import static io.tributary.connect.s3.TaskUnderTest.CUSTOMERS;
import static io.tributary.connect.s3.TaskUnderTest.ORDERS;
import static io.tributary.connect.s3.TaskUnderTest.at;
import static io.tributary.connect.s3.TaskUnderTest.row;
import static io.tributary.connect.s3.TaskUnderTest.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.connect.s3.fake.Fault;
import io.tributary.connect.s3.fake.StoredObject;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Records that a transform keeps from the sink: the framework alone knows of them. */
final class FilteredRecordsTaskTest {
  private final TaskUnderTest test = new TaskUnderTest();

  @AfterEach
  void stop() {
    test.close();
  }

  @Test
  void aPartitionOfNothingElseIsCommitted() {
    test.open(ORDERS);
    test.putNothing();
    assertThat(test.task.preCommit(at(ORDERS, 50))).isEqualTo(at(ORDERS, 50));
  }

  @Test
  void thoseAfterTheLastStoredRowAreCommitted() {
    test.open(ORDERS, "rotate.records", "2");
    test.put(rows(ORDERS, 0, 2));
    assertThat(test.task.preCommit(at(ORDERS, 9))).isEqualTo(at(ORDERS, 9));
  }

  @Test
  void noRowThatIsOpenIsPassed() {
    test.open(ORDERS, "rotate.records", "2");
    test.put(rows(ORDERS, 0, 3));
    assertThat(test.task.preCommit(at(ORDERS, 9))).isEqualTo(at(ORDERS, 2));
  }

  @Test
  void noRowThatWaitsForAnotherAttemptIsPassed() {
    test.open(ORDERS, "rotate.records", "2");
    test.s3.faults(call -> call.isPut() ? Fault.SLOW_DOWN : Fault.NONE);
    SinkRecord[] batch = rows(ORDERS, 0, 2);
    assertThatThrownBy(() -> test.put(batch)).isInstanceOf(RetriableException.class);
    assertThat(test.task.preCommit(at(ORDERS, 9))).isEmpty();
  }

  @Test
  void whatTheFrameworkKnowsDoesNotCountWhileASeekIsPending() {
    test.open(ORDERS, "rotate.records", "3");
    test.put(row(ORDERS, 0));
    test.s3
        .objects()
        .put(
            "raw/orders/partition=0/orders+0+00000000000000000000.jsonl.gz",
            new StoredObject(
                new byte[0], Map.of("first-offset", "0", "last-offset", "1", "record-count", "2")));
    test.put(row(ORDERS, 1), row(ORDERS, 2), row(ORDERS, 3));
    assertThat(test.context.takeSeeks()).isEqualTo(Map.of(ORDERS, 2L));

    assertThat(test.task.preCommit(at(ORDERS, 4))).isEmpty();
  }

  @Test
  void aSeekIsAskedForAgainWhereItsBatchHadToComeAgain() {
    test.open(ORDERS, "rotate.records", "3");
    test.task.open(Set.of(CUSTOMERS));
    test.put(row(ORDERS, 0));
    test.s3
        .objects()
        .put(
            "raw/orders/partition=0/orders+0+00000000000000000000.jsonl.gz",
            new StoredObject(
                new byte[0], Map.of("first-offset", "0", "last-offset", "1", "record-count", "2")));
    test.s3.faults(
        call -> call.isPut() && call.key().contains("customers") ? Fault.SLOW_DOWN : Fault.NONE);
    SinkRecord[] batch =
        Stream.of(rows(ORDERS, 1, 4), rows(CUSTOMERS, 0, 3))
            .flatMap(Stream::of)
            .toArray(SinkRecord[]::new);
    assertThatThrownBy(() -> test.put(batch)).isInstanceOf(RetriableException.class);
    assertThat(test.context.takeSeeks()).isEqualTo(Map.of(ORDERS, 2L));

    test.s3.faults(call -> Fault.NONE);
    test.put(batch);

    assertThat(test.context.takeSeeks())
        .as("the framework counts the batch's offsets as current once it went through")
        .isEqualTo(Map.of(ORDERS, 2L));
  }

  @Test
  void nothingIsCommittedBeforeTheFirstBatch() {
    test.open(ORDERS);
    assertThat(test.task.preCommit(at(ORDERS, 50))).isEmpty();
  }
}
