package io.tributary.connect.s3;

import io.tributary.connect.s3.format.RecordWriter;
import org.apache.kafka.connect.sink.SinkRecord;

/** An object that still takes rows. */
final class OpenObject {
  private final RecordWriter writer;
  private final long firstOffset;
  private final long openedMillis;
  private long rows;

  OpenObject(RecordWriter writer, long firstOffset, long openedMillis) {
    this.writer = writer;
    this.firstOffset = firstOffset;
    this.openedMillis = openedMillis;
  }

  void append(SinkRecord record) {
    writer.write(record);
    rows++;
  }

  RecordWriter writer() {
    return writer;
  }

  long firstOffset() {
    return firstOffset;
  }

  long openedMillis() {
    return openedMillis;
  }

  long rows() {
    return rows;
  }
}
