package io.tributary.connect.s3;

import io.tributary.connect.s3.store.ArchiveStore;
import io.tributary.connect.s3.store.PutOutcome;
import io.tributary.connect.sink.MonotonicClock;
import io.tributary.connect.sink.TransientException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Appends sealed objects to the archive. An object's key is where the archive ends, and a put
 * succeeds only if the key is free: so of all that try to continue from one offset exactly one
 * does, and the others learn it here and follow.
 */
final class ChainWriter {
  private static final Logger LOG = LoggerFactory.getLogger(ChainWriter.class);
  private static final long REPORT_TIMEOUT_SECONDS = 30;

  private final ArchiveStore store;
  private final ArchiveTail tail;
  private final String contentType;
  private final SinkTaskContext context;
  private final ArchiveMetrics metrics;
  private final MonotonicClock clock;

  ChainWriter(
      ArchiveStore store,
      ArchiveTail tail,
      String contentType,
      SinkTaskContext context,
      ArchiveMetrics metrics,
      MonotonicClock clock) {
    this.store = store;
    this.tail = tail;
    this.contentType = contentType;
    this.context = context;
    this.metrics = metrics;
    this.clock = clock;
  }

  /**
   * Stores the partition's sealed object, or gives way to the one that is in its place.
   *
   * @throws TransientException when another call may succeed; the sealed object is kept
   */
  void store(PartitionArchive partition) {
    awaitReports(partition);
    SealedObject object = partition.sealed();
    long started = clock.millis();
    PutOutcome outcome =
        store.putIfAbsent(object.key(), object.bytes(), contentType, object.range());
    if (outcome == PutOutcome.EXISTS) {
      follow(partition, object);
    } else {
      partition.advance();
      metrics.stored(object.range().recordCount(), object.bytes().length());
      LOG.info(
          "archive.object location={} rows={} bytes={} first_offset={} last_offset={} reason={} put_ms={}",
          store.location(object.key()),
          object.range().recordCount(),
          object.bytes().length(),
          object.range().firstOffset(),
          object.range().lastOffset(),
          object.reason(),
          clock.millis() - started);
    }
    context.requestCommit();
  }

  /**
   * A put of our own whose answer was lost is healed here too: its object then ends where we stand.
   */
  private void follow(PartitionArchive partition, SealedObject object) {
    TopicPartition name = partition.partition();
    long end = tail.endOf(name, object.key());
    metrics.refused();
    long position = partition.position();
    boolean elsewhere = partition.yieldTo(end);
    if (elsewhere) {
      context.offset(name, end);
    }
    LOG.warn(
        "archive.refused location={} rows={} position={} continues_at={} seek={}",
        store.location(object.key()),
        object.range().recordCount(),
        position,
        end,
        elsewhere);
  }

  /** The object will account for these records, so they must be safe elsewhere before it exists. */
  private static void awaitReports(PartitionArchive partition) {
    for (Future<Void> report : partition.reports()) {
      try {
        report.get(REPORT_TIMEOUT_SECONDS, TimeUnit.SECONDS);
      } catch (TimeoutException e) {
        throw new TransientException("Reports of bad records are not acknowledged yet", e);
      } catch (ExecutionException e) {
        throw new ConnectException("A bad record could not be reported", e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new ConnectException("Interrupted while reporting bad records", e);
      }
    }
  }
}
