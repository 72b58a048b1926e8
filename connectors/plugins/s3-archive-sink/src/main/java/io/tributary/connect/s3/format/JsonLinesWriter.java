package io.tributary.connect.s3.format;

import io.tributary.connect.s3.buffer.ChunkedBuffer;
import io.tributary.connect.s3.config.Compression;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.sink.SinkRecord;

final class JsonLinesWriter implements RecordWriter {
  /**
   * zlib's own figure for deflate with its default window and memory level, outside the Java heap.
   */
  private static final long DEFLATER_BYTES = 256 * 1024;

  private static final int GZIP_BUFFER_BYTES = 8 * 1024;
  private static final byte[] NULL = "null".getBytes(StandardCharsets.UTF_8);

  private final JsonConverter converter;
  private final ChunkedBuffer buffer = new ChunkedBuffer();
  private final OutputStream out;
  private final long overheadBytes;
  private long encodedBytes;

  JsonLinesWriter(JsonConverter converter, Compression compression) {
    this.converter = converter;
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
    byte[] line = encode(record);
    try {
      out.write(line);
      out.write('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    encodedBytes += line.length + 1;
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

  private byte[] encode(SinkRecord record) {
    byte[] line;
    try {
      line = converter.fromConnectData(record.topic(), record.valueSchema(), record.value());
    } catch (DataException e) {
      throw e;
    } catch (RuntimeException e) {
      // The converter lets casts and other surprises of a malformed value through as they are.
      throw new DataException("The value cannot be written as JSON", e);
    }
    return line == null ? NULL : line;
  }
}
