package io.tributary.connect.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;

/**
 * Drives a task the way Connect's own sink loop does: seeks are applied before a poll, a failed
 * batch comes again as the same objects, offsets count as current once the batch went through,
 * whatever was sought meanwhile, and a commit of what was not delivered yet is ignored.
 */
public final class SimulatedWorker {
  private final SinkTask task;
  private final FakeTaskContext context;
  private final Random random;
  private final Map<TopicPartition, PartitionLog> logs = new LinkedHashMap<>();
  private final Map<TopicPartition, Long> positions = new LinkedHashMap<>();
  private final Map<TopicPartition, OffsetAndMetadata> current = new HashMap<>();
  private final Map<TopicPartition, Long> committed = new HashMap<>();
  private final Map<TopicPartition, Long> delivered = new HashMap<>();
  private Predicate<SinkRecord> kept = record -> true;
  private UnaryOperator<SinkRecord> transformed = record -> record;
  private int maxPollRecords = 30;
  private List<SinkRecord> failedBatch = List.of();

  public SimulatedWorker(
      SinkTask task, FakeTaskContext context, Random random, PartitionLog... logs) {
    this.task = task;
    this.context = context;
    this.random = random;
    for (PartitionLog log : logs) {
      this.logs.put(log.partition(), log);
    }
  }

  /** Only these records come through the connector's transforms. */
  public SimulatedWorker keeping(Predicate<SinkRecord> records) {
    kept = records;
    return this;
  }

  /** What the connector's transforms make of a record. */
  public SimulatedWorker through(UnaryOperator<SinkRecord> transform) {
    transformed = transform;
    return this;
  }

  /** At most so many records a turn. */
  public SimulatedWorker maxPollRecords(int records) {
    maxPollRecords = records;
    return this;
  }

  /**
   * The group gives all partitions to this worker, which starts at the offset that the group has
   * committed.
   */
  public SimulatedWorker assign(long groupOffset) {
    Map<TopicPartition, Long> offsets = new LinkedHashMap<>();
    logs.keySet().forEach(partition -> offsets.put(partition, groupOffset));
    return assign(offsets);
  }

  /** The group gives these partitions to this worker, from the offsets that it has committed. */
  public SimulatedWorker assign(Map<TopicPartition, Long> groupOffsets) {
    groupOffsets.forEach(
        (partition, offset) -> {
          positions.put(partition, offset);
          committed.put(partition, offset);
          current.put(partition, new OffsetAndMetadata(offset));
        });
    task.open(groupOffsets.keySet());
    rewind();
    return this;
  }

  /** The group takes all partitions away. */
  public void revoke() {
    revoke(List.copyOf(positions.keySet()));
  }

  /** The group takes these partitions away. */
  public void revoke(Collection<TopicPartition> partitions) {
    commit();
    task.close(partitions);
    failedBatch =
        failedBatch.stream().filter(record -> !partitions.contains(partitionOf(record))).toList();
    positions.keySet().removeAll(partitions);
    current.keySet().removeAll(partitions);
    delivered.keySet().removeAll(partitions);
  }

  /**
   * One turn of the loop: some records, or none.
   *
   * @return whether the batch went through
   */
  public boolean turn() {
    if (context.takeCommitRequest() || random.nextInt(5) == 0) {
      commit();
    }
    rewind();
    context.takeTimeout();
    List<SinkRecord> batch = failedBatch.isEmpty() ? poll() : failedBatch;
    try {
      task.put(batch);
    } catch (RetriableException e) {
      failedBatch = batch;
      return false;
    }
    failedBatch = List.of();
    delivered.forEach((partition, offset) -> current.put(partition, new OffsetAndMetadata(offset)));
    delivered.clear();
    return true;
  }

  /** Asks the task what may be committed, as after `offset.flush.interval.ms`. */
  public void commit() {
    Map<TopicPartition, OffsetAndMetadata> offsets = task.preCommit(Map.copyOf(current));
    offsets.forEach(
        (partition, offset) -> {
          assertThat(offset.offset())
              .as("committed offset of %s", partition)
              .isLessThanOrEqualTo(positions.get(partition));
          if (offset.offset() <= current.get(partition).offset()) {
            committed.put(partition, offset.offset());
          }
        });
  }

  /** Offset that the group holds if this worker is the partition's rightful owner. */
  public long committed(TopicPartition partition) {
    return committed.get(partition);
  }

  private List<SinkRecord> poll() {
    List<SinkRecord> batch = new ArrayList<>();
    delivered.clear();
    int limit = random.nextInt(maxPollRecords + 1);
    List<TopicPartition> turns = new ArrayList<>(positions.keySet());
    Collections.shuffle(turns, random);
    for (TopicPartition partition : turns) {
      List<SinkRecord> fetched =
          logs.get(partition).fetch(positions.get(partition), limit - batch.size());
      if (!fetched.isEmpty()) {
        long next = fetched.get(fetched.size() - 1).kafkaOffset() + 1;
        positions.put(partition, next);
        delivered.put(partition, next);
        fetched.stream().filter(kept).map(transformed).forEach(batch::add);
      }
    }
    return batch;
  }

  private void rewind() {
    context
        .takeSeeks()
        .forEach(
            (partition, offset) -> {
              if (positions.containsKey(partition)) {
                positions.put(partition, offset);
                current.put(partition, new OffsetAndMetadata(offset));
              }
            });
  }

  private static TopicPartition partitionOf(SinkRecord record) {
    return new TopicPartition(record.originalTopic(), record.originalKafkaPartition());
  }
}
