package io.tributary.connect.s3;

import io.tributary.connect.s3.config.RotationLimits;
import io.tributary.connect.s3.config.RotationReason;
import io.tributary.connect.s3.config.S3ArchiveConfig;
import io.tributary.connect.s3.format.RecordFormat;
import io.tributary.connect.s3.format.RecordFormats;
import io.tributary.connect.s3.store.ArchiveStore;
import io.tributary.connect.s3.store.ObjectNames;
import io.tributary.connect.sink.BlockingRetry;
import io.tributary.connect.sink.MonotonicClock;
import io.tributary.connect.sink.Redelivery;
import io.tributary.connect.sink.RetrySchedule;
import io.tributary.connect.sink.TransientException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.s3.S3Client;

/** The archive of all partitions that one task is assigned. Used by the task's thread only. */
final class Archiver {
  private static final Logger LOG = LoggerFactory.getLogger(Archiver.class);

  private final Map<TopicPartition, PartitionArchive> partitions = new LinkedHashMap<>();
  private final Redelivery redelivery = new Redelivery();
  private final SinkTaskContext context;
  private final MonotonicClock clock;
  private final ObjectNames names;
  private final RotationLimits rotation;
  private final long bufferMemoryBytes;
  private final ArchiveMetrics metrics;
  private final ArchiveTail tail;
  private final RecordIntake intake;
  private final ChainWriter writer;
  private final BlockingRetry blockingRetry;
  private final RetrySchedule putRetries;

  private Archiver(
      S3ArchiveConfig config,
      RecordFormat format,
      ArchiveStore store,
      MonotonicClock clock,
      SinkTaskContext context) {
    this.context = context;
    this.clock = clock;
    names = new ObjectNames(config.prefix(), format.extension());
    rotation = config.rotation();
    bufferMemoryBytes = config.bufferMemoryBytes();
    metrics = new ArchiveMetrics(config.originalsStrings(), clock, config.metricsIntervalMillis());
    tail = new ArchiveTail(store, names);
    intake =
        new RecordIntake(
            format, config.tombstones(), context.errantRecordReporter(), metrics, clock);
    writer = new ChainWriter(store, tail, format.contentType(), context, metrics, clock);
    RandomGenerator random = new Random();
    blockingRetry = new BlockingRetry(config.backoff(), clock, random);
    putRetries = new RetrySchedule(config.backoff(), clock, random);
  }

  static Archiver create(
      S3ArchiveConfig config, S3Client s3, MonotonicClock clock, SinkTaskContext context) {
    ArchiveStore store = new ArchiveStore(s3, config.bucket());
    return new Archiver(config, RecordFormats.of(config), store, clock, context);
  }

  /**
   * Continues each partition where its last object ends, whatever the consumer group has committed.
   */
  void open(Collection<TopicPartition> assigned) {
    for (TopicPartition partition : assigned) {
      OptionalLong end = blockingRetry.call(() -> tail.end(partition));
      partitions.put(partition, new PartitionArchive(partition, end.orElse(0)));
      if (end.isPresent()) {
        context.offset(partition, end.getAsLong());
      }
      LOG.info(
          "archive.opened partition={} continues_at={}",
          partition,
          end.isPresent() ? end.getAsLong() : "group");
    }
  }

  /** Drops what is open: whoever has the partition next reads it again. */
  void close(Collection<TopicPartition> revoked) {
    revoked.forEach(partitions::remove);
  }

  /**
   * Takes a batch, which may be empty, and uploads what is due.
   *
   * @throws RetriableException when S3 failed in a way that may pass: the batch is wanted again
   * @throws ConnectException when it will not pass, or records are not to be trusted
   */
  void put(Collection<SinkRecord> batch) {
    boolean redelivered = redelivery.is(batch);
    if (!redelivered) {
      partitions.values().forEach(PartitionArchive::seekApplied);
    }
    try {
      storeSealed();
      batch.forEach(record -> take(record, redelivered));
      rotateAged();
    } catch (TransientException e) {
      redelivery.failed(batch);
      metrics.retried();
      context.timeout(putRetries.failed(e));
      throw new RetriableException(e.getMessage(), e);
    }
    redelivery.succeeded();
    putRetries.progressed();
    metrics.holds(backlog());
    if (metrics.dueInMillis() <= 0) {
      metrics.write();
    }
    scheduleWakeUp();
  }

  /** For each partition the offset before which everything is stored or was left out on purpose. */
  Map<TopicPartition, OffsetAndMetadata> committable() {
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    partitions.forEach(
        (name, partition) ->
            partition
                .committable()
                .ifPresent(offset -> offsets.put(name, new OffsetAndMetadata(offset))));
    return offsets;
  }

  /** Tells what is left for whoever has the partitions next. */
  void stop() {
    metrics.holds(backlog());
    metrics.close();
  }

  private ArchiveMetrics.Backlog backlog() {
    long now = clock.millis();
    long rows = partitions.values().stream().mapToLong(PartitionArchive::rows).sum();
    long oldest =
        partitions.values().stream()
            .filter(partition -> partition.open() != null)
            .mapToLong(partition -> now - partition.open().openedMillis())
            .max()
            .orElse(0);
    return new ArchiveMetrics.Backlog(partitions.size(), rows, heldBytes(), oldest);
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
    long gap = partition.gapBefore(offset);
    if (gap > 0) {
      LOG.warn(
          "archive.gap partition={} from={} to={}: not in the topic any more, by retention, compaction or"
              + " transaction markers",
          name,
          partition.position(),
          offset - 1);
    }
    long held = partition.heldBytes();
    intake.take(partition, record);
    rotateIfDue(partition);
    if (partition.heldBytes() > held) {
      rotateLargest();
    }
  }

  private void storeSealed() {
    for (PartitionArchive partition : partitions.values()) {
      if (partition.sealed() != null) {
        writer.store(partition);
      }
    }
  }

  private void rotateAged() {
    partitions.values().forEach(this::rotateIfDue);
  }

  private void rotateIfDue(PartitionArchive partition) {
    OpenObject open = partition.open();
    if (open != null) {
      long age = clock.millis() - open.openedMillis();
      rotation
          .due(open.rows(), open.writer().encodedBytes(), age)
          .ifPresent(reason -> rotate(partition, reason));
    }
  }

  private void rotateLargest() {
    while (heldBytes() > bufferMemoryBytes) {
      partitions.values().stream()
          .filter(partition -> partition.open() != null)
          .max(Comparator.comparingLong(PartitionArchive::heldBytes))
          .ifPresent(largest -> rotate(largest, RotationReason.MEMORY));
    }
  }

  private void rotate(PartitionArchive partition, RotationReason reason) {
    partition.seal(names, reason);
    writer.store(partition);
  }

  private long heldBytes() {
    return partitions.values().stream().mapToLong(PartitionArchive::heldBytes).sum();
  }

  /**
   * The framework calls put with nothing after this time, which is what makes time rotation work.
   */
  private void scheduleWakeUp() {
    long rotationDue =
        partitions.values().stream()
                .filter(partition -> partition.open() != null)
                .mapToLong(partition -> partition.open().openedMillis())
                .min()
                .orElse(Long.MAX_VALUE / 2)
            + rotation.intervalMillis()
            - clock.millis();
    context.timeout(Math.max(1, Math.min(rotationDue, metrics.dueInMillis())));
  }
}
