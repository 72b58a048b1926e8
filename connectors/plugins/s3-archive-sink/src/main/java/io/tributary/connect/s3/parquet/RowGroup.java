package io.tributary.connect.s3.parquet;

import io.tributary.connect.s3.format.ChunkedBuffer;
import java.io.IOException;
import java.util.Map;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;

/** The one row group of a file, of which nothing is written before all of it is there. */
final class RowGroup {
  /** What a column takes beside what Parquet tells of it; measured. */
  private static final int COLUMN_BYTES = 24 * 1024;

  /** A quarter of Parquet's own choice: a dictionary takes many times as much memory. */
  private static final int DICTIONARY_BYTES = 256 * 1024;

  /** No limit: objects end where their rows say. */
  private static final long GROUP_BYTES = Long.MAX_VALUE;

  private final CountingAllocator allocator = new CountingAllocator();
  private final Dictionaries dictionaries = new Dictionaries();
  private final MessageType type;
  private final ParquetProperties properties;
  private final ColumnChunkPageWriteStore pages;
  private final ColumnWriteStore columns;
  private final RecordConsumer consumer;
  private long rows;

  RowGroup(MessageType type, Codec codec) {
    this.type = type;
    properties =
        ParquetProperties.builder()
            .withAllocator(allocator)
            .withValuesWriterFactory(dictionaries)
            .withDictionaryPageSize(DICTIONARY_BYTES)
            .build();
    pages =
        new ColumnChunkPageWriteStore(
            codec, type, allocator, properties.getColumnIndexTruncateLength());
    columns = properties.newColumnWriteStore(type, pages, pages);
    consumer = new ColumnIOFactory().getColumnIO(type).getRecordWriter(columns);
  }

  long write(RowType row, Object[] checked) {
    rows++;
    return row.write(checked, consumer);
  }

  /**
   * Bytes of memory. Finished pages are in both sums, as they are in memory twice when the file is
   * put together.
   */
  long heldBytes() {
    return allocator.bytes()
        + columns.getAllocatedSize()
        + dictionaries.untoldBytes()
        + (long) COLUMN_BYTES * type.getColumns().size();
  }

  ChunkedBuffer finish() throws IOException {
    consumer.flush();
    columns.flush();
    ChunkedBuffer file = new ChunkedBuffer();
    try (ParquetFileWriter writer =
        new ParquetFileWriter(
            new ChunkedOutputFile(file),
            type,
            ParquetFileWriter.Mode.CREATE,
            GROUP_BYTES,
            0,
            null,
            properties)) {
      writer.start();
      writer.startBlock(rows);
      pages.flushToFileWriter(writer);
      writer.endBlock();
      writer.end(Map.of());
    }
    return file;
  }

  void close() {
    columns.close();
    pages.close();
  }
}
