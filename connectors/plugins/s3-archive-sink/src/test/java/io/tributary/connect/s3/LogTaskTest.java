package io.tributary.connect.s3;

import static io.tributary.connect.s3.TaskUnderTest.ORDERS;
import static io.tributary.connect.s3.TaskUnderTest.row;
import static io.tributary.connect.s3.TaskUnderTest.rows;
import static io.tributary.connect.s3.TaskUnderTest.tombstone;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.connect.testkit.RecordedLog;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The lines that operators and metric filters read. */
final class LogTaskTest {
  private final TaskUnderTest test = new TaskUnderTest();
  private final RecordedLog log = new RecordedLog();

  @AfterEach
  void stop() {
    test.close();
    log.close();
  }

  @Test
  void tellsOfEachObject() {
    test.open(ORDERS, "rotate.records", "3", "compression", "none");

    test.put(rows(ORDERS, 0, 4));

    assertThat(log.lines("archive.object"))
        .containsExactly(
            "INFO archive.object location=s3://archive-bucket/raw/orders/partition=0/orders+0+00000000000000000000.jsonl"
                + " rows=3 bytes=27 first_offset=0 last_offset=2 reason=records put_ms=0");
  }

  @Test
  void tellsCountersOncePerIntervalAndWhenItStops() {
    test.open(ORDERS, "rotate.records", "3", "compression", "none", "metrics.interval.ms", "500");

    test.put(rows(ORDERS, 0, 4));
    assertThat(test.context.takeTimeout()).isEqualTo(500);
    test.put(tombstone(ORDERS, 4));
    test.clock.advance(500);
    test.putNothing();
    test.clock.advance(499);
    test.put(row(ORDERS, 5));
    test.task.stop();

    assertThat(log.lines("archive.task"))
        .containsExactly(
            "INFO archive.task rows=3 objects=1 bytes=27 tombstones=1 bad_records=0 retries=0 refused=0 gaps=0"
                + " missing_offsets=0 partitions=1 open_rows=1 open_bytes=1024 oldest_open_ms=500",
            "INFO archive.task rows=3 objects=1 bytes=27 tombstones=1 bad_records=0 retries=0 refused=0 gaps=0"
                + " missing_offsets=0 partitions=1 open_rows=2 open_bytes=1024 oldest_open_ms=999");
  }
}
