package io.tributary.connect.s3.exactlyonce;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.connect.s3.fake.FakeS3;
import io.tributary.connect.s3.fake.StoredArchive;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Compares a topic's archive with what was written to the topic. */
final class ArchiveOracle {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final FakeS3 s3;
  private final String topic;

  ArchiveOracle(FakeS3 s3, String topic) {
    this.s3 = s3;
    this.topic = topic;
  }

  StoredArchive partition(int number) {
    return new StoredArchive(s3, "raw/" + topic + "/partition=" + number + "/");
  }

  /**
   * Waits until as many rows are stored as were written, then demands that they are the same, each
   * once.
   */
  void assertEachOnce(Load load) {
    await(
        () ->
            IntStream.range(0, load.partitions())
                .allMatch(p -> partition(p).recordCount() >= load.written(p)));
    for (int p = 0; p < load.partitions(); p++) {
      assertThat(partition(p).assertChained().ids())
          .as("rows of %s-%d", topic, p)
          .isEqualTo(LongStream.range(0, load.written(p)).boxed().toList());
    }
  }

  /** Returns when the condition holds or patience is at its end; what follows tells which. */
  static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
  }
}
