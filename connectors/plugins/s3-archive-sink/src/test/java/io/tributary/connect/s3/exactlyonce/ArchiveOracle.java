package io.tributary.connect.s3.exactlyonce;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.connect.s3.fake.FakeS3;
import io.tributary.connect.s3.fake.StoredArchive;
import io.tributary.connect.testkit.FaultRow;
import io.tributary.connect.testkit.Load;
import io.tributary.connect.testkit.Patience;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Compares a topic's archive with what was written to the topic. */
final class ArchiveOracle {
  private final FakeS3 s3;
  private final String topic;
  private final Rows rows;

  ArchiveOracle(FakeS3 s3, String topic) {
    this(s3, topic, Rows.LINES);
  }

  ArchiveOracle(FakeS3 s3, String topic, Rows rows) {
    this.s3 = s3;
    this.topic = topic;
    this.rows = rows;
  }

  StoredArchive partition(int number) {
    return new StoredArchive(s3, "raw/" + topic + "/partition=" + number + "/");
  }

  /**
   * Waits until as many rows are stored as were written, then demands that they are the same, each
   * once and with its own place and key.
   *
   * @param seed of the load
   */
  void assertEachOnce(String fault, long seed, Load load) {
    Patience.await(
        () ->
            IntStream.range(0, load.partitions())
                .allMatch(p -> partition(p).recordCount() >= load.written(p)));
    long lost = 0;
    long duplicated = 0;
    for (int p = 0; p < load.partitions(); p++) {
      List<String> stored = stored(p);
      Set<String> each = new HashSet<>(stored);
      lost += rows(p, load.written(p)).stream().filter(row -> !each.contains(row)).count();
      duplicated += stored.size() - each.size();
    }
    new FaultRow("archive sink: " + fault, seed, lost, 0, duplicated).tell();
    for (int p = 0; p < load.partitions(); p++) {
      partition(p).assertChained();
      assertThat(stored(p)).as("rows of %s-%d", topic, p).isEqualTo(rows(p, load.written(p)));
    }
  }

  private List<String> stored(int partition) {
    return partition(partition).rows().stream().map(JsonNode::toString).toList();
  }

  private List<String> rows(int partition, long count) {
    return LongStream.range(0, count).mapToObj(id -> rows.row(partition, id)).toList();
  }
}
