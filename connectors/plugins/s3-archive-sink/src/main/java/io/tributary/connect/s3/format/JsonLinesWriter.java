package io.tributary.connect.s3.format;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import org.apache.kafka.connect.sink.SinkRecord;

final class JsonLinesWriter implements RecordWriter {
  private final JsonLine line;
  private final ChunkedBuffer buffer = new ChunkedBuffer();
  private final GzipStream gzip;
  private final OutputStream out;
  private long encodedBytes;

  /**
   * @param deflater null for objects that are not compressed
   */
  JsonLinesWriter(JsonLine line, BlockDeflater deflater) {
    this.line = line;
    try {
      gzip = deflater == null ? null : new GzipStream(deflater, buffer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    out = gzip == null ? buffer : gzip;
  }

  /** Each line stands for itself. */
  @Override
  public boolean accepts(SinkRecord record) {
    return true;
  }

  @Override
  public void write(SinkRecord record) {
    byte[] bytes = line.of(record);
    try {
      out.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    encodedBytes += bytes.length;
  }

  @Override
  public long encodedBytes() {
    return encodedBytes;
  }

  @Override
  public long heldBytes() {
    return buffer.heldBytes() + (gzip == null ? 0 : gzip.heldBytes());
  }

  @Override
  public ChunkedBuffer finish() {
    try {
      out.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return buffer;
  }

  @Override
  public void close() {
    if (gzip != null) {
      gzip.drop();
    }
  }
}
