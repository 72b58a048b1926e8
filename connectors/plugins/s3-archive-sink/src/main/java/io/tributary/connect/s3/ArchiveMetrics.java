package io.tributary.connect.s3;

import io.tributary.connect.sink.MonotonicClock;
import io.tributary.connect.sink.TaskReport;
import java.util.Map;

/** Numbers of one task: what it did since its start, and what it holds. */
final class ArchiveMetrics implements AutoCloseable {
  /**
   * What is open at an instant.
   *
   * @param partitions assigned partitions
   * @param rows rows read but not stored yet
   * @param bytes memory held for them
   * @param oldestMillis age of the oldest of them
   */
  record Backlog(int partitions, long rows, long bytes, long oldestMillis) {}

  private final TaskReport report;

  ArchiveMetrics(Map<String, String> properties, MonotonicClock clock, long intervalMillis) {
    report =
        new TaskReport(
            "archive",
            properties,
            clock,
            intervalMillis,
            "rows",
            "objects",
            "bytes",
            "tombstones",
            "bad_records",
            "retries",
            "refused",
            "gaps",
            "missing_offsets",
            "partitions",
            "open_rows",
            "open_bytes",
            "oldest_open_ms");
  }

  void stored(long rows, long bytes) {
    report.value("objects").add(1);
    report.value("rows").add(rows);
    report.value("bytes").add(bytes);
  }

  void tombstoneSkipped() {
    report.value("tombstones").add(1);
  }

  void badRecordReported() {
    report.value("bad_records").add(1);
  }

  void retried() {
    report.value("retries").add(1);
  }

  /** A put met an object that was already there. */
  void refused() {
    report.value("refused").add(1);
  }

  /** So many offsets in a row were never delivered. */
  void missed(long offsets) {
    report.value("gaps").add(1);
    report.value("missing_offsets").add(offsets);
  }

  void holds(Backlog backlog) {
    report.value("partitions").set(backlog.partitions());
    report.value("open_rows").set(backlog.rows());
    report.value("open_bytes").set(backlog.bytes());
    report.value("oldest_open_ms").set(backlog.oldestMillis());
  }

  /** Milliseconds until the next report; not positive when it is due. */
  long dueInMillis() {
    return report.dueInMillis();
  }

  void write() {
    report.write();
  }

  @Override
  public void close() {
    report.close();
  }
}
