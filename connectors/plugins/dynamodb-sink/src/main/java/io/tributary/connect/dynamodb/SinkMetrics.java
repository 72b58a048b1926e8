package io.tributary.connect.dynamodb;

import io.tributary.connect.dynamodb.WriteAnswers.Outcome;
import io.tributary.connect.sink.MonotonicClock;
import io.tributary.connect.sink.TaskReport;
import java.util.Map;

/** Numbers of one task since its start. */
final class SinkMetrics implements AutoCloseable {
  private static final String RECORDS = "records";
  private static final String WRITTEN = "written";
  private static final String REMOVED = "removed";
  private static final String SUPERSEDED = "superseded";
  private static final String REPEATED = "repeated";
  private static final String STALE = "stale";
  private static final String BAD_RECORDS = "bad_records";
  private static final String RETRIES = "retries";
  private static final String MOST_IN_FLIGHT = "most_in_flight";

  private final TaskReport report;

  SinkMetrics(Map<String, String> properties, MonotonicClock clock, long intervalMillis) {
    report =
        new TaskReport(
            "dynamodb",
            properties,
            clock,
            intervalMillis,
            RECORDS,
            WRITTEN,
            REMOVED,
            SUPERSEDED,
            REPEATED,
            STALE,
            BAD_RECORDS,
            RETRIES,
            MOST_IN_FLIGHT);
  }

  void read(int records, int superseded) {
    report.value(RECORDS).add(records);
    report.value(SUPERSEDED).add(superseded);
  }

  void done(ItemWrite write, Outcome outcome) {
    switch (outcome) {
      case WRITTEN -> report.value(write.row().isPresent() ? WRITTEN : REMOVED).add(1);
      case REPEATED -> report.value(REPEATED).add(1);
      case STALE -> report.value(STALE).add(1);
    }
  }

  void badRecord() {
    report.value(BAD_RECORDS).add(1);
  }

  void retried() {
    report.value(RETRIES).add(1);
  }

  void inFlight(int writes) {
    TaskReport.Value most = report.value(MOST_IN_FLIGHT);
    if (writes > most.get()) {
      most.set(writes);
    }
  }

  /** Writes the report where its time has come. */
  void writeIfDue() {
    if (report.dueInMillis() <= 0) {
      report.write();
    }
  }

  long dueInMillis() {
    return report.dueInMillis();
  }

  @Override
  public void close() {
    report.close();
  }
}
