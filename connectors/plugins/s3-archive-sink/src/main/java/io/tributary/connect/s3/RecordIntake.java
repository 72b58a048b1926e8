package io.tributary.connect.s3;

import io.tributary.connect.s3.config.TombstonePolicy;
import io.tributary.connect.s3.format.RecordFormat;
import io.tributary.connect.sink.MonotonicClock;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;

/** Decides what becomes of one record: a row, nothing, or a report. */
final class RecordIntake {
  private final RecordFormat format;
  private final TombstonePolicy tombstones;
  private final ErrantRecordReporter reporter;
  private final ArchiveMetrics metrics;
  private final MonotonicClock clock;

  /**
   * @param reporter null when the connector has no dead-letter topic and does not log errors: bad
   *     records then stop the task
   */
  RecordIntake(
      RecordFormat format,
      TombstonePolicy tombstones,
      ErrantRecordReporter reporter,
      ArchiveMetrics metrics,
      MonotonicClock clock) {
    this.format = format;
    this.tombstones = tombstones;
    this.reporter = reporter;
    this.metrics = metrics;
    this.clock = clock;
  }

  /**
   * @throws DataException when the record may neither be written nor left out
   */
  void take(PartitionArchive partition, SinkRecord record) {
    if (record.value() == null && tombstones != TombstonePolicy.WRITE) {
      skipTombstone(partition, record);
      return;
    }
    try {
      partition.append(record, format, clock.millis());
    } catch (DataException e) {
      report(partition, record, e);
    }
  }

  private void skipTombstone(PartitionArchive partition, SinkRecord record) {
    if (tombstones == TombstonePolicy.FAIL) {
      throw new DataException(place(record) + " is a tombstone, and `tombstones` is fail");
    }
    partition.skip(record.originalKafkaOffset());
    metrics.tombstoneSkipped();
  }

  private void report(PartitionArchive partition, SinkRecord record, DataException cause) {
    if (reporter == null) {
      throw new DataException(place(record) + " cannot be written: " + cause.getMessage(), cause);
    }
    partition.skipReported(record.originalKafkaOffset(), reporter.report(record, cause));
    metrics.badRecordReported();
  }

  private static String place(SinkRecord record) {
    return "Offset "
        + record.originalKafkaOffset()
        + " of "
        + record.originalTopic()
        + "-"
        + record.originalKafkaPartition();
  }
}
