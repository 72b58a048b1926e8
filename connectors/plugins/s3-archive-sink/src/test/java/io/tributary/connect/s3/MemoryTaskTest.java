package io.tributary.connect.s3;

import static io.tributary.connect.s3.TaskUnderTest.CUSTOMERS;
import static io.tributary.connect.s3.TaskUnderTest.ORDERS;
import static io.tributary.connect.s3.TaskUnderTest.at;
import static io.tributary.connect.s3.TaskUnderTest.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.connect.testkit.PartitionLog;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Memory of open objects. */
final class MemoryTaskTest {
  private final TaskUnderTest test = new TaskUnderTest();

  @AfterEach
  void stop() {
    test.close();
  }

  @Test
  void storesTheLargestObjectWhenMemoryRunsOut() {
    test.open(
        ORDERS, "compression", "none", "rotate.bytes", "1000000", "buffer.memory.bytes", "1048576");
    test.task.open(Set.of(CUSTOMERS));

    // Of 100 kB each: eight of one and two of the other are more than 1 MiB in chunks of 64 KiB.
    test.put(large(CUSTOMERS, 0), large(CUSTOMERS, 1));
    for (long offset = 0; offset < 8; offset++) {
      assertThat(test.s3.objects()).isEmpty();
      test.put(large(ORDERS, offset));
    }

    assertThat(test.archive(ORDERS).keys()).hasSize(1);
    assertThat(test.archive(CUSTOMERS).keys()).isEmpty();
    assertThat(test.commit()).isEqualTo(at(ORDERS, 8));
  }

  @Test
  void manyPartitionsWithFewRowsEachFitInMemory() {
    fewRowsEachFitInMemory(300);
  }

  @Test
  @Tag("faults")
  void aThousandPartitionsFitInMemory() {
    fewRowsEachFitInMemory(1_000);
  }

  @Test
  void manyOpenObjectsAreBoundedToo() {
    test.open(ORDERS, "buffer.memory.bytes", "1048576");
    Set<TopicPartition> many = partitions(20);
    test.task.open(many);

    for (long offset = 0; offset < 4; offset++) {
      long next = offset;
      many.forEach(partition -> test.put(large(partition, next)));
      assertThat(test.reported("open_bytes")).isLessThanOrEqualTo(1_048_576);
    }

    assertThat(test.s3.objects())
        .as("of 100 kB a row a gzip object takes 96 KiB and what they become, so ten fit")
        .hasSizeBetween(10, 70);
  }

  private void fewRowsEachFitInMemory(int partitions) {
    test.open(ORDERS);
    Set<TopicPartition> many = partitions(partitions);
    test.task.open(many);

    for (long offset = 0; offset < 5; offset++) {
      long next = offset;
      test.put(many.stream().map(partition -> row(partition, next)).toArray(SinkRecord[]::new));
    }
    assertThat(test.s3.objects()).as("stored early").isEmpty();
    assertThat(test.reported("open_rows")).isEqualTo(5L * partitions);
    assertThat(test.reported("open_bytes")).isLessThanOrEqualTo(2_048L * partitions);
    test.clock.advance(60_000);
    test.putNothing();

    assertThat(test.s3.objects()).hasSize(partitions);
  }

  private static Set<TopicPartition> partitions(int count) {
    return IntStream.range(0, count)
        .mapToObj(number -> new TopicPartition("many", number))
        .collect(Collectors.toSet());
  }

  private static SinkRecord large(TopicPartition partition, long offset) {
    return PartitionLog.record(
        partition, offset, Map.of("id", offset, "text", "x".repeat(100_000)));
  }
}
