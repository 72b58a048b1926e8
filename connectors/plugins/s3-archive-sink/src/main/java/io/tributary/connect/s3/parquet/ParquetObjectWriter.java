package io.tributary.connect.s3.parquet;

import io.tributary.connect.s3.format.ChunkedBuffer;
import io.tributary.connect.s3.format.RecordWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.kafka.connect.sink.SinkRecord;

/** Rows of one type. */
final class ParquetObjectWriter implements RecordWriter {
  /** Asking every column for its size with every row would take longer than writing it. */
  private static final int MEASURED_EVERY_BYTES = 32 * 1024;

  private final RowTypes types;
  private final Codec codec;
  private RowType first;
  private RowGroup group;
  private long encodedBytes;
  private long measuredBytes;
  private long measuredAt;

  ParquetObjectWriter(RowTypes types, Codec codec) {
    this.types = types;
    this.codec = codec;
  }

  /** By columns: schemas that differ in words alone share an object. */
  @Override
  public boolean accepts(SinkRecord record) {
    RowType type = types.of(record);
    return group == null || type == first || type.type().equals(first.type());
  }

  @Override
  public void write(SinkRecord record) {
    RowType type = types.of(record);
    Object[] row = type.checked(record.value());
    if (group == null) {
      first = type;
      group = new RowGroup(type.type(), codec);
    }
    encodedBytes += group.write(type, row);
    if (measuredBytes == 0 || encodedBytes - measuredAt >= MEASURED_EVERY_BYTES) {
      measuredBytes = group.heldBytes();
      measuredAt = encodedBytes;
    }
  }

  @Override
  public long encodedBytes() {
    return encodedBytes;
  }

  /** What was measured, and twice what was written since: buffers grow by doubling. */
  @Override
  public long heldBytes() {
    return group == null ? 0 : measuredBytes + 2 * (encodedBytes - measuredAt);
  }

  @Override
  public ChunkedBuffer finish() {
    try {
      return group.finish();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    if (group != null) {
      group.close();
      group = null;
    }
  }
}
