package io.tributary.connect.s3;

import io.tributary.connect.s3.config.S3ArchiveConfig;
import io.tributary.connect.s3.format.RecordFormat;
import io.tributary.connect.s3.store.ArchiveStore;
import io.tributary.connect.s3.store.ObjectNames;
import io.tributary.connect.sink.BudgetSpentException;
import io.tributary.connect.sink.MonotonicClock;
import io.tributary.connect.sink.Redelivery;
import io.tributary.connect.sink.TransientException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The archive of all partitions that one task is assigned. Used by the task's thread only, which it
 * gives back within the call budget: what is left then is done in the next call.
 */
final class Archiver {
  private static final Logger LOG = LoggerFactory.getLogger(Archiver.class);

  private final Map<TopicPartition, PartitionArchive> partitions = new LinkedHashMap<>();
  private final Redelivery redelivery = new Redelivery();
  private final RecordFormat format;
  private final TaskScope task;
  private final ArchiveTail tail;
  private final Rotator rotator;
  private final RecordIntake intake;
  private final ChainWriter writer;

  Archiver(
      S3ArchiveConfig config,
      RecordFormat format,
      ArchiveStore store,
      MonotonicClock clock,
      SinkTaskContext context) {
    this.format = format;
    task = TaskScope.of(config, clock, context);
    ObjectNames names = new ObjectNames(config.prefix(), format.extension());
    tail = new ArchiveTail(store, names);
    writer = new ChainWriter(store, tail, format.contentType(), task);
    rotator = new Rotator(config.rotation(), config.bufferMemoryBytes(), names, writer, clock);
    intake = new RecordIntake(format, config, rotator, task);
  }

  /**
   * Continues each partition where its last object ends, whatever the consumer group has committed.
   * What S3 does not tell now is asked again before the first record is taken.
   */
  void open(Collection<TopicPartition> assigned) {
    task.budget().restart();
    assigned.forEach(partition -> partitions.put(partition, new PartitionArchive(partition)));
    try {
      findEnds();
    } catch (TransientException | BudgetSpentException e) {
      LOG.warn("archive.opening: {}", e.getMessage());
    }
  }

  /** Drops what is open: whoever has the partition next reads it again. */
  void close(Collection<TopicPartition> revoked) {
    for (TopicPartition partition : revoked) {
      PartitionArchive archive = partitions.remove(partition);
      if (archive != null) {
        archive.drop();
      }
    }
    task.deadLetters().forget(revoked);
  }

  /**
   * Takes a batch, which may be empty, and uploads what is due.
   *
   * @throws RetriableException when S3 failed in a way that may pass, or the call took too long:
   *     the batch is wanted again
   * @throws ConnectException when it will not pass, or records are not to be trusted
   */
  void put(Collection<SinkRecord> batch) {
    task.budget().restart();
    task.deadLetters().requireNoneFailed();
    boolean redelivered = redelivery.is(batch);
    if (!redelivered) {
      partitions.values().forEach(PartitionArchive::seekApplied);
    }
    boolean taken = batch.isEmpty();
    boolean more = false;
    try {
      findEnds();
      storeSealed();
      take(batch, redelivered);
      taken = true;
      partitions.values().forEach(rotator::rotateIfDue);
    } catch (TransientException e) {
      task.metrics().retried();
      throw again(batch, task.retries().failed(e), e);
    } catch (BudgetSpentException e) {
      if (!taken) {
        throw again(batch, 1, e);
      }
      more = true;
    }
    redelivery.succeeded();
    if (redelivered) {
      partitions.values().forEach(this::seekAgain);
    }
    if (!more) {
      task.retries().progressed();
    }
    task.metrics().holds(backlog());
    if (task.metrics().dueInMillis() <= 0) {
      task.metrics().write();
    }
    // The framework calls put with nothing after this time, which is what makes time rotation work.
    long due = Math.min(rotator.dueInMillis(partitions.values()), task.metrics().dueInMillis());
    task.context().timeout(more ? 1 : Math.max(1, due));
  }

  /**
   * For each partition the offset before which everything is stored, was left out on purpose, or is
   * safe in the dead-letter topic.
   *
   * @param delivered offsets that the framework is done with
   */
  Map<TopicPartition, OffsetAndMetadata> committable(
      Map<TopicPartition, OffsetAndMetadata> delivered) {
    Map<TopicPartition, OffsetAndMetadata> stored = new HashMap<>();
    Map<TopicPartition, OffsetAndMetadata> beyond = new HashMap<>();
    partitions.forEach(
        (name, partition) -> {
          OffsetAndMetadata known = delivered.get(name);
          partition
              .committable(known == null ? 0 : known.offset())
              .ifPresent(
                  offset ->
                      (offset > partition.end() ? beyond : stored)
                          .put(name, new OffsetAndMetadata(offset)));
        });
    stored.putAll(task.deadLetters().acknowledged(beyond));
    return stored;
  }

  /** Tells what is left for whoever has the partitions next. */
  void stop() {
    task.metrics().holds(backlog());
    task.metrics().close();
    partitions.values().forEach(PartitionArchive::drop);
    format.close();
  }

  /**
   * Once a batch went through, the framework counts its last offsets as current, also those of a
   * partition that it was sent elsewhere in meanwhile.
   */
  private void seekAgain(PartitionArchive partition) {
    if (partition.found() && partition.seeking() && partition.position() > 0) {
      task.context().offset(partition.partition(), partition.position());
    }
  }

  private void findEnds() {
    for (PartitionArchive partition : partitions.values()) {
      if (!partition.found()) {
        task.budget().require();
        OptionalLong end = tail.end(partition.partition());
        task.retries().progressed();
        partition.found(end);
        end.ifPresent(offset -> task.context().offset(partition.partition(), offset));
        LOG.info(
            "archive.opened partition={} continues_at={}",
            partition.partition(),
            end.isPresent() ? end.getAsLong() : "group");
      }
    }
  }

  private void storeSealed() {
    for (PartitionArchive partition : partitions.values()) {
      if (partition.sealed() != null) {
        writer.store(partition);
      }
    }
  }

  private void take(Collection<SinkRecord> batch, boolean redelivered) {
    for (SinkRecord record : batch) {
      task.budget().require();
      take(record, redelivered);
    }
  }

  private void take(SinkRecord record, boolean redelivered) {
    TopicPartition name =
        new TopicPartition(record.originalTopic(), record.originalKafkaPartition());
    PartitionArchive partition = partitions.get(name);
    if (partition == null && !redelivered) {
      throw new ConnectException("A record of " + name + " arrived, which was never assigned");
    }
    if (partition == null || partition.seeking()) {
      return;
    }
    long offset = record.originalKafkaOffset();
    if (offset < partition.position()) {
      if (redelivered) {
        return;
      }
      throw BackwardsException.of(partition, offset);
    }
    long held = partition.heldBytes();
    intake.take(partition, record);
    rotator.rotateIfDue(partition);
    if (partition.heldBytes() > held) {
      rotator.rotateLargest(partitions.values());
    }
  }

  private RetriableException again(
      Collection<SinkRecord> batch, long pauseMillis, RuntimeException cause) {
    redelivery.failed(batch);
    task.context().timeout(pauseMillis);
    return new RetriableException(cause.getMessage(), cause);
  }

  private ArchiveMetrics.Backlog backlog() {
    long now = task.clock().millis();
    long rows = partitions.values().stream().mapToLong(PartitionArchive::rows).sum();
    long oldest =
        partitions.values().stream()
            .filter(partition -> partition.open() != null)
            .mapToLong(partition -> now - partition.open().openedMillis())
            .max()
            .orElse(0);
    long bytes = Rotator.heldBytes(partitions.values());
    return new ArchiveMetrics.Backlog(partitions.size(), rows, bytes, oldest);
  }
}
