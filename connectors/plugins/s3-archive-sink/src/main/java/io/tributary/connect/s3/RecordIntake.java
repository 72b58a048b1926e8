package io.tributary.connect.s3;

import io.tributary.connect.s3.config.GapPolicy;
import io.tributary.connect.s3.config.RotationReason;
import io.tributary.connect.s3.config.S3ArchiveConfig;
import io.tributary.connect.s3.config.TombstonePolicy;
import io.tributary.connect.s3.format.RecordFormat;
import io.tributary.connect.sink.Records;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides what becomes of one record: a row, nothing, or a report. */
final class RecordIntake {
  private static final Logger LOG = LoggerFactory.getLogger(RecordIntake.class);

  private final RecordFormat format;
  private final TombstonePolicy tombstones;
  private final GapPolicy gaps;
  private final Rotator rotator;
  private final TaskScope task;

  RecordIntake(RecordFormat format, S3ArchiveConfig config, Rotator rotator, TaskScope task) {
    this.format = format;
    tombstones = config.tombstones();
    gaps = config.gaps();
    this.rotator = rotator;
    this.task = task;
  }

  /**
   * @throws DataException when the record may neither be written nor left out
   * @throws ConnectException when records before it are missing that may not be
   */
  void take(PartitionArchive partition, SinkRecord record) {
    noteGap(partition, record.originalKafkaOffset());
    if (record.value() == null && tombstones != TombstonePolicy.WRITE) {
      skipTombstone(partition, record);
      return;
    }
    try {
      if (!partition.accepts(record)) {
        rotator.rotate(partition, RotationReason.SCHEMA);
        if (partition.seeking()) {
          // Another object is in the place of what was open: the record comes again, or is in
          // there.
          return;
        }
      }
      partition.append(record, format, task.clock().millis());
    } catch (DataException e) {
      report(partition, record, e);
    }
  }

  private void noteGap(PartitionArchive partition, long offset) {
    long missing = partition.gapBefore(offset);
    if (missing == 0) {
      return;
    }
    task.metrics().missed(missing);
    if (gaps == GapPolicy.FAIL) {
      throw new ConnectException(
          "Offsets "
              + (offset - missing)
              + " to "
              + (offset - 1)
              + " of "
              + partition.partition()
              + " were not delivered, and `gaps` is fail: they are gone from the topic, or never were records in it."
              + " With `gaps` continue the archive goes on after them");
    }
    if (partition.tellsOfGap()) {
      LOG.warn(
          "archive.gap partition={} from={} to={}: not delivered, by retention, compaction, transaction markers or a"
              + " transform that leaves records out",
          partition.partition(),
          offset - missing,
          offset - 1);
    }
  }

  private void skipTombstone(PartitionArchive partition, SinkRecord record) {
    if (tombstones == TombstonePolicy.FAIL) {
      throw new DataException(Records.place(record) + " is a tombstone, and `tombstones` is fail");
    }
    partition.skip(record.originalKafkaOffset());
    task.metrics().tombstoneSkipped();
  }

  private void report(PartitionArchive partition, SinkRecord record, DataException cause) {
    if (!task.deadLetters().accepted()) {
      throw new DataException(
          Records.place(record) + " cannot be written: " + cause.getMessage(), cause);
    }
    task.deadLetters().report(record, cause);
    partition.skip(record.originalKafkaOffset());
    task.metrics().badRecordReported();
  }
}
