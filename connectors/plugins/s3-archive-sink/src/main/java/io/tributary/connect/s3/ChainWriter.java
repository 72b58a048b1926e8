package io.tributary.connect.s3;

import io.tributary.connect.s3.store.ArchiveStore;
import io.tributary.connect.s3.store.PutOutcome;
import io.tributary.connect.sink.BudgetSpentException;
import io.tributary.connect.sink.TransientException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Appends sealed objects to the archive. An object's key is where the archive ends, and a put
 * succeeds only if the key is free: so of all that try to continue from one offset exactly one
 * does, and the others learn it here and follow.
 */
final class ChainWriter {
  private static final Logger LOG = LoggerFactory.getLogger(ChainWriter.class);

  private final ArchiveStore store;
  private final ArchiveTail tail;
  private final String contentType;
  private final TaskScope task;

  ChainWriter(ArchiveStore store, ArchiveTail tail, String contentType, TaskScope task) {
    this.store = store;
    this.tail = tail;
    this.contentType = contentType;
    this.task = task;
  }

  /**
   * Stores the partition's sealed object, or gives way to the one that is in its place.
   *
   * @throws TransientException when another call may succeed; the sealed object is kept
   * @throws BudgetSpentException when there is no time left for it; the sealed object is kept
   */
  void store(PartitionArchive partition) {
    task.budget().require();
    // The object will account for these records, so they must be safe elsewhere before it exists.
    task.deadLetters().await(partition.partition());
    SealedObject object = partition.sealed();
    long started = task.clock().millis();
    PutOutcome outcome =
        store.putIfAbsent(object.key(), object.bytes(), contentType, object.range());
    if (outcome == PutOutcome.EXISTS) {
      follow(partition, object);
    } else {
      partition.advance();
      task.metrics().stored(object.range().recordCount(), object.bytes().length());
      LOG.info(
          "archive.object location={} rows={} bytes={} first_offset={} last_offset={} reason={} put_ms={}",
          store.location(object.key()),
          object.range().recordCount(),
          object.bytes().length(),
          object.range().firstOffset(),
          object.range().lastOffset(),
          object.reason(),
          task.clock().millis() - started);
    }
    task.retries().progressed();
    task.context().requestCommit();
  }

  /**
   * A put of our own whose answer was lost is healed here too: its object then ends where we stand.
   */
  private void follow(PartitionArchive partition, SealedObject object) {
    TopicPartition name = partition.partition();
    long end = tail.endOf(name, object.key());
    task.metrics().refused();
    long position = partition.position();
    boolean elsewhere = partition.yieldTo(end);
    if (elsewhere) {
      task.context().offset(name, end);
    }
    LOG.warn(
        "archive.refused location={} rows={} position={} continues_at={} seek={}",
        store.location(object.key()),
        object.range().recordCount(),
        position,
        end,
        elsewhere);
  }
}
