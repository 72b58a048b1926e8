package io.tributary.connect.s3;

import io.tributary.connect.s3.config.RotationReason;
import io.tributary.connect.s3.format.RecordFormat;
import io.tributary.connect.s3.store.ObjectNames;
import io.tributary.connect.s3.store.StoredRange;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Future;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Where one partition's archive stands. Three offsets matter: `end`, up to which objects account
 * for everything and by which the next object is named; `position`, up to which records were taken
 * into memory or skipped; and the consumer's own, which this class cannot see and which a seek
 * makes wrong until the framework has applied it.
 */
final class PartitionArchive {
  private final TopicPartition partition;
  private final List<Future<Void>> reports = new ArrayList<>();
  private long end;
  private long position;
  private boolean seeking = true;
  private boolean fresh = true;
  private OpenObject open;
  private SealedObject sealed;

  /**
   * @param end offset the archive continues at; 0 when it has no object
   */
  PartitionArchive(TopicPartition partition, long end) {
    this.partition = partition;
    this.end = end;
    position = end;
  }

  TopicPartition partition() {
    return partition;
  }

  long end() {
    return end;
  }

  long position() {
    return position;
  }

  /**
   * Whether records that arrive now were fetched before the last seek, and so may leave a gap
   * behind `position`.
   */
  boolean seeking() {
    return seeking;
  }

  void seekApplied() {
    seeking = false;
  }

  /** Offsets that are missing before the first record after a seek; 0 at any other record. */
  long gapBefore(long offset) {
    long gap = fresh && end > 0 ? offset - position : 0;
    fresh = false;
    return gap;
  }

  /**
   * The offset that the consumer group may commit: nothing before it is only in memory. Empty while
   * that is unknown.
   */
  OptionalLong committable() {
    long offset = open == null && sealed == null ? position : end;
    return seeking || offset == 0 ? OptionalLong.empty() : OptionalLong.of(offset);
  }

  /**
   * Adds a row.
   *
   * @throws org.apache.kafka.connect.errors.DataException when it cannot be encoded; nothing has
   *     changed then
   */
  void append(SinkRecord record, RecordFormat format, long nowMillis) {
    long offset = record.originalKafkaOffset();
    OpenObject target = open == null ? new OpenObject(format.newWriter(), offset, nowMillis) : open;
    target.append(record);
    open = target;
    position = offset + 1;
  }

  /** Accounts for a record that gets no row. */
  void skip(long offset) {
    position = offset + 1;
  }

  /** Accounts for a record that was reported as bad; its object waits for the report. */
  void skipReported(long offset, Future<Void> report) {
    skip(offset);
    reports.add(report);
  }

  List<Future<Void>> reports() {
    return reports;
  }

  OpenObject open() {
    return open;
  }

  SealedObject sealed() {
    return sealed;
  }

  long rows() {
    long waiting = sealed == null ? 0 : sealed.range().recordCount();
    return waiting + (open == null ? 0 : open.rows());
  }

  long heldBytes() {
    long waiting = sealed == null ? 0 : sealed.bytes().heldBytes();
    return waiting + (open == null ? 0 : open.writer().heldBytes());
  }

  /** Closes the open object; what was skipped after its last row is accounted for by it. */
  SealedObject seal(ObjectNames names, RotationReason reason) {
    StoredRange range = new StoredRange(open.firstOffset(), position - 1, open.rows());
    sealed = new SealedObject(names.key(partition, end), open.writer().finish(), range, reason);
    open = null;
    return sealed;
  }

  /** The sealed object is stored. */
  void advance() {
    end = sealed.range().nextOffset();
    sealed = null;
    reports.clear();
  }

  /**
   * Another object took the sealed one's place and accounts for everything before `offset`.
   *
   * @return whether the consumer has to go to `offset`
   */
  boolean yieldTo(long offset) {
    boolean elsewhere = offset != position;
    end = offset;
    position = offset;
    sealed = null;
    open = null;
    reports.clear();
    seeking = elsewhere;
    fresh = elsewhere;
    return elsewhere;
  }
}
