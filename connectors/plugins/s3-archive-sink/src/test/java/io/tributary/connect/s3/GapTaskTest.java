package io.tributary.connect.s3;

import static io.tributary.connect.s3.TaskUnderTest.CUSTOMERS;
import static io.tributary.connect.s3.TaskUnderTest.ORDERS;
import static io.tributary.connect.s3.TaskUnderTest.at;
import static io.tributary.connect.s3.TaskUnderTest.row;
import static io.tributary.connect.s3.TaskUnderTest.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.connect.s3.fake.Fault;
import io.tributary.connect.testkit.RecordedLog;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Offsets that never reach the sink. */
final class GapTaskTest {
  private final TaskUnderTest test = new TaskUnderTest();
  private final RecordedLog log = new RecordedLog();

  @AfterEach
  void stop() {
    test.close();
    log.close();
  }

  @Test
  void aRunningTaskTellsOfTheFirstOfEachPartitionAndCountsAll() {
    test.open(ORDERS, "metrics.interval.ms", "500");
    test.task.open(Set.of(CUSTOMERS));

    test.put(rows(ORDERS, 0, 3));
    test.put(row(ORDERS, 5000), row(ORDERS, 5002), row(CUSTOMERS, 70), row(CUSTOMERS, 80));
    test.clock.advance(500);
    test.putNothing();

    assertThat(log.lines("archive.gap"))
        .containsExactly(
            "WARN archive.gap partition=orders-0 from=3 to=4999: not delivered, by retention, compaction, transaction"
                + " markers or a transform that leaves records out",
            "WARN archive.gap partition=customers-2 from=71 to=79: not delivered, by retention, compaction, transaction"
                + " markers or a transform that leaves records out");
    assertThat(log.lines("archive.task").get(0)).contains(" gaps=3 missing_offsets=5007 ");
  }

  @Test
  void oneBetweenTheArchivesEndAndTheFirstRecordIsSeen() {
    test.open(ORDERS, "rotate.records", "2");
    test.put(rows(ORDERS, 0, 2));
    test.open(ORDERS, "rotate.records", "2");

    test.put(row(ORDERS, 7), row(ORDERS, 9));

    assertThat(log.lines("archive.gap"))
        .singleElement()
        .asString()
        .startsWith("WARN archive.gap partition=orders-0 from=2 to=6: ");
  }

  @Test
  void thePartitionsOwnBeginningIsNone() {
    test.open(ORDERS, "gaps", "fail", "rotate.records", "2");

    test.put(rows(ORDERS, 500, 502));

    assertThat(test.archive(ORDERS).ids()).containsExactly(500L, 501L);
  }

  @Test
  void theTaskStopsWhereItIsAskedTo() {
    test.open(ORDERS, "gaps", "fail", "rotate.records", "2");
    test.put(rows(ORDERS, 0, 3));

    assertThatThrownBy(() -> test.put(row(ORDERS, 3), row(ORDERS, 5000)))
        .isInstanceOf(ConnectException.class)
        .isNotInstanceOf(RetriableException.class)
        .hasMessage(
            "Offsets 4 to 4999 of orders-0 were not delivered, and `gaps` is fail: they are gone from the topic, or"
                + " never were records in it. With `gaps` continue the archive goes on after them");
    assertThat(test.archive(ORDERS).assertChained().ids()).containsExactly(0L, 1L, 2L, 3L);
    assertThat(test.commit()).isEqualTo(at(ORDERS, 4));
  }

  @Test
  void aBatchThatComesAgainCountsItsGapOnce() {
    test.open(ORDERS, "rotate.records", "1", "metrics.interval.ms", "500");
    AtomicInteger puts = new AtomicInteger();
    test.s3.faults(
        call -> call.isPut() && puts.incrementAndGet() == 2 ? Fault.SLOW_DOWN : Fault.NONE);
    SinkRecord[] batch = {row(ORDERS, 0), row(ORDERS, 10)};

    assertThatThrownBy(() -> test.put(batch)).isInstanceOf(RetriableException.class);
    test.put(batch);
    test.clock.advance(500);
    test.putNothing();

    assertThat(log.lines("archive.task").get(0)).contains(" gaps=1 missing_offsets=9 ");
    assertThat(test.context.takeSeeks()).isEqualTo(Map.of());
  }
}
