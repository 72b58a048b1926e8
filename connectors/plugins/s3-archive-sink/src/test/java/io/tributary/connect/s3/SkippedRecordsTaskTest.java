package io.tributary.connect.s3;

import static io.tributary.connect.s3.TaskUnderTest.ORDERS;
import static io.tributary.connect.s3.TaskUnderTest.at;
import static io.tributary.connect.s3.TaskUnderTest.bad;
import static io.tributary.connect.s3.TaskUnderTest.keyed;
import static io.tributary.connect.s3.TaskUnderTest.row;
import static io.tributary.connect.s3.TaskUnderTest.rows;
import static io.tributary.connect.s3.TaskUnderTest.tombstone;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tombstones and bad records. */
final class SkippedRecordsTaskTest {
  private final TaskUnderTest test = new TaskUnderTest();
  private final List<Long> reported = new ArrayList<>();
  private CompletableFuture<Void> report = CompletableFuture.completedFuture(null);
  private final ErrantRecordReporter reporter =
      (record, error) -> {
        reported.add(record.kafkaOffset());
        return report;
      };

  @AfterEach
  void stop() {
    test.close();
  }

  @Test
  void leavesTombstonesOutAndAccountsForThemInTheObject() {
    test.open(ORDERS, "rotate.interval.ms", "1000");

    test.put(tombstone(ORDERS, 0), row(ORDERS, 1), tombstone(ORDERS, 2), row(ORDERS, 3));
    test.put(tombstone(ORDERS, 4), tombstone(ORDERS, 5));
    test.clock.advance(1000);
    test.putNothing();

    assertThat(test.archive(ORDERS).assertChained().ids()).containsExactly(1L, 3L);
    assertThat(test.s3.objects().firstEntry().getValue().metadata())
        .isEqualTo(Map.of("first-offset", "1", "last-offset", "5", "record-count", "2"));
    assertThat(test.commit()).isEqualTo(at(ORDERS, 6));
  }

  @Test
  void aRunOfTombstonesIsCommittedWithoutAnObject() {
    test.open(ORDERS, "rotate.records", "2");
    test.put(rows(ORDERS, 0, 2));

    test.put(tombstone(ORDERS, 2), tombstone(ORDERS, 3));
    assertThat(test.commit()).isEqualTo(at(ORDERS, 4));
    test.put(row(ORDERS, 4));
    assertThat(test.commit())
        .as("a row is open that the group must not pass")
        .isEqualTo(at(ORDERS, 2));
    test.put(row(ORDERS, 5));

    assertThat(test.commit()).isEqualTo(at(ORDERS, 6));
    assertThat(test.archive(ORDERS).assertChained().keys()).hasSize(2);
  }

  @Test
  void writesTombstonesAsNull() {
    test.open(ORDERS, "rotate.records", "2", "tombstones", "write", "compression", "none");

    test.put(row(ORDERS, 0), tombstone(ORDERS, 1));

    assertThat(new String(test.s3.objects().firstEntry().getValue().bytes()))
        .isEqualTo("{\"id\":0}\nnull\n");
  }

  @Test
  void writesTombstonesWithTheirKeyWhereRowsHoldTheRecord() {
    test.open(
        ORDERS,
        "rotate.records",
        "2",
        "tombstones",
        "write",
        "compression",
        "none",
        "content",
        "record");

    test.put(row(ORDERS, 0), keyed(ORDERS, 1, Map.of("id", 1L), null));

    assertThat(new String(test.s3.objects().firstEntry().getValue().bytes()))
        .isEqualTo(
            "{\"partition\":0,\"offset\":0,\"key\":null,\"value\":{\"id\":0}}\n"
                + "{\"partition\":0,\"offset\":1,\"key\":{\"id\":1},\"value\":null}\n");
  }

  @Test
  void stopsAtATombstone() {
    test.open(ORDERS, "tombstones", "fail");

    assertThatThrownBy(() -> test.put(row(ORDERS, 0), tombstone(ORDERS, 1)))
        .isInstanceOf(DataException.class)
        .hasMessage("Offset 1 of orders-0 is a tombstone, and `tombstones` is fail");
  }

  @Test
  void reportsBadRecordsAndGoesOn() {
    test.open(reporter, ORDERS, "rotate.records", "2");

    test.put(bad(ORDERS, 0), row(ORDERS, 1), bad(ORDERS, 2), row(ORDERS, 3), bad(ORDERS, 4));

    assertThat(reported).containsExactly(0L, 2L, 4L);
    assertThat(test.archive(ORDERS).assertChained().ids()).containsExactly(1L, 3L);
    assertThat(test.commit()).isEqualTo(at(ORDERS, 5));
  }

  @Test
  void aKeyThatCannotBeWrittenIsABadRecordWhereRowsHoldIt() {
    SinkRecord badKey = keyed(ORDERS, 0, List.of(new Object()), Map.of("id", 0L));
    test.open(reporter, ORDERS, "rotate.records", "1", "content", "record");

    test.put(badKey, row(ORDERS, 1));

    assertThat(reported).containsExactly(0L);
    assertThat(test.archive(ORDERS).assertChained().ids()).containsExactly(1L);
    assertThat(test.commit()).isEqualTo(at(ORDERS, 2));
  }

  @Test
  void aKeyIsOfNoConcernWhereRowsHoldTheValue() {
    test.open(reporter, ORDERS, "rotate.records", "1");

    test.put(keyed(ORDERS, 0, List.of(new Object()), Map.of("id", 0L)));

    assertThat(reported).isEmpty();
    assertThat(test.archive(ORDERS).assertChained().ids()).containsExactly(0L);
  }

  @Test
  void anObjectWaitsForTheReportsItAccountsFor() {
    report = CompletableFuture.failedFuture(new IllegalStateException("topic is gone"));
    test.open(reporter, ORDERS, "rotate.records", "1");

    assertThatThrownBy(() -> test.put(bad(ORDERS, 0), row(ORDERS, 1)))
        .isInstanceOf(ConnectException.class)
        .hasMessage("A bad record could not be reported")
        .hasCause(new IllegalStateException("topic is gone"));
    assertThat(test.s3.objects()).isEmpty();
    assertThat(test.commit()).isEmpty();
  }

  @Test
  void whatCouldNotBeReportedIsNeverPassedWithoutAnObjectEither() {
    report = CompletableFuture.failedFuture(new IllegalStateException("record is too large"));
    test.open(reporter, ORDERS, "rotate.records", "1");
    test.put(bad(ORDERS, 0));

    assertThat(test.task.preCommit(at(ORDERS, 1))).isEmpty();
    assertThatThrownBy(test::putNothing)
        .isInstanceOf(ConnectException.class)
        .hasMessage("A bad record could not be reported");
  }

  @Test
  void holdsAThousandReportsAtMost() {
    AtomicInteger awaited = new AtomicInteger();
    report =
        new CompletableFuture<>() {
          @Override
          public Void get(long timeout, TimeUnit unit) {
            awaited.incrementAndGet();
            return null;
          }
        };
    test.open(reporter, ORDERS);

    for (long offset = 0; offset < 40_000; offset += 500) {
      SinkRecord[] batch =
          LongStream.range(offset, offset + 500)
              .mapToObj(each -> bad(ORDERS, each))
              .toArray(SinkRecord[]::new);
      test.put(batch);
    }

    assertThat(reported).hasSize(40_000);
    assertThat(awaited.get()).isGreaterThanOrEqualTo(39_000);
  }

  @Test
  void stopsAtABadRecordWhenThereIsNowhereToReportIt() {
    test.open(ORDERS);

    assertThatThrownBy(() -> test.put(row(ORDERS, 0), bad(ORDERS, 1)))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("Offset 1 of orders-0 cannot be written: ")
        .hasCauseInstanceOf(DataException.class);
  }
}
