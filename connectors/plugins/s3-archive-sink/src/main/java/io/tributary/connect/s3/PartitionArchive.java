package io.tributary.connect.s3;

import io.tributary.connect.s3.config.RotationReason;
import io.tributary.connect.s3.format.RecordFormat;
import io.tributary.connect.s3.store.ObjectNames;
import io.tributary.connect.s3.store.StoredRange;
import java.util.OptionalLong;
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
  private boolean found;
  private long end;
  private long position;
  private boolean seeking = true;
  private boolean begun;
  private long gapsCountedTo;
  private boolean gapTold;
  private OpenObject open;
  private SealedObject sealed;

  /** Of a partition that was just assigned; where its archive ends is not known yet. */
  PartitionArchive(TopicPartition partition) {
    this.partition = partition;
  }

  TopicPartition partition() {
    return partition;
  }

  boolean found() {
    return found;
  }

  /**
   * The bucket was looked into.
   *
   * @param objectsEnd where the last object ends, and the consumer has to go; empty when there is
   *     none, and the consumer is where it belongs
   */
  void found(OptionalLong objectsEnd) {
    found = true;
    begun = objectsEnd.isPresent();
    end = objectsEnd.orElse(0);
    position = end;
    seeking |= begun;
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

  /**
   * Offsets that are missing right before this one and were not counted yet. A partition without
   * objects begins wherever its first record is.
   */
  long gapBefore(long offset) {
    long gap = begun ? offset - Math.max(position, gapsCountedTo) : 0;
    gapsCountedTo = offset;
    return Math.max(0, gap);
  }

  /** Whether this is the first time that somebody asks. */
  boolean tellsOfGap() {
    boolean first = !gapTold;
    gapTold = true;
    return first;
  }

  /**
   * The offset that the consumer group may commit: nothing before it is only in memory. Empty while
   * that is unknown.
   *
   * @param delivered offset up to which the framework delivered records, or left them out by a
   *     transform, and every batch went through
   */
  OptionalLong committable(long delivered) {
    boolean held = open != null || sealed != null;
    long offset = held ? end : Math.max(position, delivered);
    return !found || seeking || offset == 0 ? OptionalLong.empty() : OptionalLong.of(offset);
  }

  /**
   * Whether the record can go into the open object, or begin one.
   *
   * @throws org.apache.kafka.connect.errors.DataException when no object can take it
   */
  boolean accepts(SinkRecord record) {
    return open == null || open.writer().accepts(record);
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
    try {
      target.append(record);
    } finally {
      if (target != open && target.rows() == 0) {
        target.writer().close();
      }
    }
    open = target;
    skip(offset);
  }

  /** Accounts for a record that gets no row. */
  void skip(long offset) {
    position = offset + 1;
    begun = true;
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
  void seal(ObjectNames names, RotationReason reason) {
    StoredRange range = new StoredRange(open.firstOffset(), position - 1, open.rows());
    sealed = new SealedObject(names.key(partition, end), open.writer().finish(), range, reason);
    closeOpen();
  }

  /** The sealed object is stored. */
  void advance() {
    end = sealed.range().nextOffset();
    sealed = null;
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
    gapsCountedTo = offset;
    seeking = elsewhere;
    drop();
    return elsewhere;
  }

  /** What is in memory is read again by whoever has the partition next. */
  void drop() {
    sealed = null;
    closeOpen();
  }

  private void closeOpen() {
    if (open != null) {
      open.writer().close();
      open = null;
    }
  }
}
