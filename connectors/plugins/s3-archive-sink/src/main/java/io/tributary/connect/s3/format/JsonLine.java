package io.tributary.connect.s3.format;

import org.apache.kafka.connect.sink.SinkRecord;

/** The line that a record becomes. */
interface JsonLine {
  /**
   * The line's bytes with the newline at their end, and no other newline among them.
   *
   * @throws org.apache.kafka.connect.errors.DataException when the record cannot be written as JSON
   */
  byte[] of(SinkRecord record);
}
