package io.tributary.connect.s3.metrics;

import io.tributary.connect.s3.time.MonotonicClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counters of one task, written to the log as `key=value` pairs: once per interval and once at its
 * end.
 */
public final class ArchiveMetrics {
  private static final Logger LOG = LoggerFactory.getLogger(ArchiveMetrics.class);

  /**
   * What is open at an instant.
   *
   * @param partitions assigned partitions
   * @param rows rows read but not stored yet
   * @param bytes memory held for them
   * @param oldestMillis age of the oldest of them
   */
  public record Backlog(int partitions, long rows, long bytes, long oldestMillis) {}

  private final MonotonicClock clock;
  private final long intervalMillis;
  private long lastReportMillis;
  private long rows;
  private long objects;
  private long bytes;
  private long tombstones;
  private long badRecords;
  private long retries;
  private long refusals;

  public ArchiveMetrics(MonotonicClock clock, long intervalMillis) {
    this.clock = clock;
    this.intervalMillis = intervalMillis;
    lastReportMillis = clock.millis();
  }

  public void stored(long storedRows, long storedBytes) {
    objects++;
    rows += storedRows;
    bytes += storedBytes;
  }

  public void tombstoneSkipped() {
    tombstones++;
  }

  public void badRecordReported() {
    badRecords++;
  }

  public void retried() {
    retries++;
  }

  /** A put met an object that was already there. */
  public void refused() {
    refusals++;
  }

  /** Milliseconds until the next report; not positive when it is due. */
  public long dueInMillis() {
    return lastReportMillis + intervalMillis - clock.millis();
  }

  public void report(Backlog backlog) {
    lastReportMillis = clock.millis();
    LOG.info(
        "archive.task rows={} objects={} bytes={} tombstones={} bad_records={} retries={} refused={}"
            + " partitions={} open_rows={} open_bytes={} oldest_open_ms={}",
        rows,
        objects,
        bytes,
        tombstones,
        badRecords,
        retries,
        refusals,
        backlog.partitions(),
        backlog.rows(),
        backlog.bytes(),
        backlog.oldestMillis());
  }
}
