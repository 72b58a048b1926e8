package io.tributary.connect.s3;

import static io.tributary.connect.s3.TaskUnderTest.ORDERS;
import static io.tributary.connect.s3.TaskUnderTest.at;
import static io.tributary.connect.s3.TaskUnderTest.bad;
import static io.tributary.connect.s3.TaskUnderTest.row;
import static io.tributary.connect.s3.TaskUnderTest.tombstone;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.connect.testkit.PartitionLog;
import io.tributary.connect.testkit.RecordedLog;
import io.tributary.connect.testkit.Structs;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A task that writes Parquet. */
final class ParquetTaskTest {
  /** As many ids have one schema. */
  private static final int OF_A_SCHEMA = 61;

  private final TaskUnderTest test = new TaskUnderTest();
  private final Structs structs = new Structs();

  @AfterEach
  void stop() {
    test.close();
  }

  @Test
  void aSchemaThatChangesInMidStreamBeginsAnObject() {
    open();
    try (RecordedLog log = new RecordedLog()) {
      test.put(rows(0, 3 * OF_A_SCHEMA));
      test.clock.advance(60_000);
      test.putNothing();
      assertThat(log.lines("archive.object"))
          .extracting(line -> line.replaceAll(".*rows=(\\d+) .*reason=(\\w+).*", "$1 $2"))
          .containsExactly("61 schema", "61 schema", "61 interval");
    }
    assertThat(test.archive(ORDERS).assertChained().ids()).hasSize(3 * OF_A_SCHEMA);
    assertThat(test.archive(ORDERS).keys()).allMatch(key -> key.endsWith(".gz.parquet"));
  }

  @Test
  void whatIsNoStructIsADeadLetterAndEndsNoObject() {
    List<Long> reported = new ArrayList<>();
    test.open(
        (record, cause) -> {
          reported.add(record.kafkaOffset());
          return CompletableFuture.completedFuture(null);
        },
        ORDERS,
        "format",
        "parquet");

    test.put(typed(0), bad(ORDERS, 1), row(ORDERS, 2), typed(3), tombstone(ORDERS, 4));
    assertThat(test.s3.objects()).isEmpty();
    test.clock.advance(60_000);
    test.putNothing();

    assertThat(reported).containsExactly(1L, 2L);
    assertThat(test.archive(ORDERS).assertChained().ids()).containsExactly(0L, 3L);
    assertThat(test.archive(ORDERS).keys()).hasSize(1);
    assertThat(test.commit()).isEqualTo(at(ORDERS, 5));
  }

  @Test
  void whatIsNoStructStopsATaskWithoutDeadLetters() {
    open();
    assertThatThrownBy(() -> test.put(row(ORDERS, 0)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("orders")
        .hasMessageContaining("must be a struct with a schema");
  }

  @Test
  void anObjectEndsByBytesBeforeCompression() {
    open("rotate.bytes", "1000");
    // Of 8 bytes and 104 each.
    for (long id = 0; id < 9; id++) {
      test.put(structs.apply(large(id)));
    }
    assertThat(test.archive(ORDERS).keys()).hasSize(1);
    assertThat(test.archive(ORDERS).recordCount()).isEqualTo(9);
  }

  @Test
  void openObjectsAreBounded() {
    open("buffer.memory.bytes", "1048576");
    var many =
        java.util.stream.IntStream.range(0, 40)
            .mapToObj(number -> new org.apache.kafka.common.TopicPartition("many", number))
            .toList();
    test.task.open(many);
    for (var partition : many) {
      test.put(structs.apply(PartitionLog.record(partition, 0, Map.of("id", 0L))));
      assertThat(test.reported("open_bytes")).isLessThanOrEqualTo(1_048_576);
    }
    assertThat(test.s3.objects()).isNotEmpty();
  }

  private void open(String... config) {
    String[] all = java.util.Arrays.copyOf(config, config.length + 2);
    all[config.length] = "format";
    all[config.length + 1] = "parquet";
    test.open(ORDERS, all);
  }

  private SinkRecord typed(long id) {
    return structs.apply(row(ORDERS, id));
  }

  private static SinkRecord large(long id) {
    return PartitionLog.record(ORDERS, id, Map.of("id", id, "text", "x".repeat(100)));
  }

  private SinkRecord[] rows(long from, long to) {
    List<SinkRecord> rows = new ArrayList<>();
    for (long id = from; id < to; id++) {
      rows.add(typed(id));
    }
    return rows.toArray(SinkRecord[]::new);
  }
}
