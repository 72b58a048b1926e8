package io.tributary.connect.s3.format;

import org.apache.kafka.connect.sink.SinkRecord;

/** Encodes records into the bytes of one object. Not thread-safe. */
public interface RecordWriter extends AutoCloseable {
  /**
   * Whether the record can go into the same object as those before it; otherwise that object is
   * stored, and the record begins the next. A format whose objects have one schema refuses a record
   * of another here. A writer that has no record yet accepts any.
   *
   * @throws org.apache.kafka.connect.errors.DataException when no object can take it
   */
  boolean accepts(SinkRecord record);

  /**
   * Adds one record; a null value is written as the format's null.
   *
   * @throws org.apache.kafka.connect.errors.DataException when the record cannot be encoded; the
   *     writer is then as it was before the call
   */
  void write(SinkRecord record);

  /** Bytes of the encoded records before compression; what `rotate.bytes` counts. */
  long encodedBytes();

  /** Bytes of memory held for this object; what `buffer.memory.bytes` counts. */
  long heldBytes();

  /** The whole object. The writer takes no more records afterwards. */
  ChunkedBuffer finish();

  /** Gives back what the writer holds, whether or not the object was finished. */
  @Override
  void close();
}
