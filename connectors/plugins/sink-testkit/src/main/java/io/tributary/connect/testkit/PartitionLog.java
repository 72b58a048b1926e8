package io.tributary.connect.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * A partition's records by offset; offsets may be missing, as after compaction. A record's `id` is
 * its offset.
 */
public final class PartitionLog {
  private final TopicPartition partition;
  private final NavigableMap<Long, Object> values = new TreeMap<>();

  public PartitionLog(TopicPartition partition) {
    this.partition = partition;
  }

  /** About 1 offset in 20 is missing, 1 in 10 a tombstone. */
  public static PartitionLog random(TopicPartition partition, int offsets, Random random) {
    PartitionLog log = new PartitionLog(partition);
    for (long offset = 0; offset < offsets; offset++) {
      int kind = random.nextInt(20);
      if (kind > 2) {
        log.add(offset, Map.of("id", offset, "text", "x".repeat(random.nextInt(40))));
      } else if (kind > 0) {
        log.add(offset, null);
      }
    }
    return log;
  }

  public PartitionLog add(long offset, Object value) {
    values.put(offset, value);
    return this;
  }

  public PartitionLog addRows(long from, long to) {
    for (long offset = from; offset < to; offset++) {
      add(offset, Map.of("id", offset));
    }
    return this;
  }

  public TopicPartition partition() {
    return partition;
  }

  /** Offset after the last record. */
  public long end() {
    return values.isEmpty() ? 0 : values.lastKey() + 1;
  }

  /** Offsets of the records that the archive must hold, in order. */
  public List<Long> expectedIds() {
    return values.entrySet().stream()
        .filter(e -> e.getValue() != null)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** New record objects, as the framework makes them at each fetch. */
  public List<SinkRecord> fetch(long position, int limit) {
    List<SinkRecord> batch = new ArrayList<>();
    for (Map.Entry<Long, Object> entry : values.tailMap(position).entrySet()) {
      if (batch.size() == limit) {
        break;
      }
      batch.add(record(partition, entry.getKey(), entry.getValue()));
    }
    return batch;
  }

  public static SinkRecord record(TopicPartition partition, long offset, Object value) {
    return record(partition, offset, null, value);
  }

  public static SinkRecord record(TopicPartition partition, long offset, Object key, Object value) {
    return new SinkRecord(
        partition.topic(),
        partition.partition(),
        null,
        key,
        null,
        value,
        offset,
        0L,
        TimestampType.CREATE_TIME);
  }
}
