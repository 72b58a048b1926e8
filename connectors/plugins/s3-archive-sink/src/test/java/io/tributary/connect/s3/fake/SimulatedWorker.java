package io.tributary.connect.s3.fake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;

/**
 * Drives a task with one partition the way Connect's own sink loop does: seeks are applied before a
 * poll, a failed batch comes again as the same objects, a commit is skipped when it is ahead of
 * what was delivered.
 */
public final class SimulatedWorker {
  private final SinkTask task;
  private final FakeTaskContext context;
  private final PartitionLog log;
  private final Random random;
  private List<SinkRecord> failedBatch = List.of();
  private long position;
  private long committed;

  public SimulatedWorker(SinkTask task, FakeTaskContext context, PartitionLog log, Random random) {
    this.task = task;
    this.context = context;
    this.log = log;
    this.random = random;
  }

  /**
   * The group gives the partition to this worker, which starts at the offset that the group has
   * committed.
   */
  public SimulatedWorker assign(long groupOffset) {
    position = groupOffset;
    committed = groupOffset;
    task.open(Set.of(log.partition()));
    rewind();
    return this;
  }

  /** The group takes it away. */
  public void revoke() {
    commit();
    task.close(Set.of(log.partition()));
    failedBatch = List.of();
  }

  /** One turn of the loop: up to 30 records, or none. */
  public void turn() {
    if (context.takeCommitRequest() || random.nextInt(5) == 0) {
      commit();
    }
    rewind();
    context.takeTimeout();
    List<SinkRecord> batch = failedBatch;
    if (batch.isEmpty()) {
      batch = log.fetch(position, random.nextInt(31));
      if (!batch.isEmpty()) {
        position = batch.get(batch.size() - 1).kafkaOffset() + 1;
      }
    }
    try {
      task.put(batch);
      failedBatch = List.of();
    } catch (RetriableException e) {
      failedBatch = batch;
    }
  }

  /** Offset that the group holds if this worker is its rightful member. */
  public long committed() {
    return committed;
  }

  private void commit() {
    Map<?, OffsetAndMetadata> offsets = task.preCommit(Map.of());
    for (OffsetAndMetadata offset : offsets.values()) {
      assertThat(offset.offset()).as("committed offset").isLessThanOrEqualTo(position);
      committed = offset.offset();
    }
  }

  private void rewind() {
    context.takeSeeks().values().forEach(offset -> position = offset);
  }
}
