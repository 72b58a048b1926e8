package io.tributary.connect.s3.format;

import io.tributary.connect.s3.config.Compression;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.connect.sink.SinkRecord;

final class JsonLinesWriter implements RecordWriter {
  /**
   * zlib's own figure for deflate with its default window and memory level, outside the Java heap.
   */
  private static final long DEFLATER_BYTES = 256 * 1024;

  private static final int GZIP_BUFFER_BYTES = 8 * 1024;

  private final JsonLine line;
  private final ChunkedBuffer buffer = new ChunkedBuffer();
  private final OutputStream out;
  private final long overheadBytes;
  private long encodedBytes;

  JsonLinesWriter(JsonLine line, Compression compression) {
    this.line = line;
    boolean gzip = compression == Compression.GZIP;
    overheadBytes = gzip ? DEFLATER_BYTES + GZIP_BUFFER_BYTES : 0;
    try {
      out = gzip ? new GZIPOutputStream(buffer, GZIP_BUFFER_BYTES) : buffer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void write(SinkRecord record) {
    byte[] bytes = line.of(record);
    try {
      // With its newline: each write is a call out of Java into zlib.
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
    return buffer.heldBytes() + overheadBytes;
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
}
