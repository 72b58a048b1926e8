package io.tributary.connect.s3.parquet;

import io.tributary.connect.s3.config.Compression;
import io.tributary.connect.s3.format.ChunkedBuffer;
import io.tributary.connect.s3.format.RecordWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.kafka.connect.sink.SinkRecord;

/** What a format makes of records. */
final class WrittenFile {
  private WrittenFile() {}

  static byte[] of(Compression compression, List<SinkRecord> records) {
    try (ParquetFormat format = new ParquetFormat(compression);
        RecordWriter writer = format.newWriter()) {
      records.forEach(writer::write);
      return bytes(writer.finish());
    }
  }

  static byte[] bytes(ChunkedBuffer buffer) {
    try {
      return buffer.newInputStream().readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
