package io.tributary.connect.s3.parquet;

import io.tributary.connect.s3.config.Compression;
import io.tributary.connect.s3.format.RecordFormat;
import io.tributary.connect.s3.format.RecordWriter;

/** Parquet files whose columns are the fields of a record's value. */
public final class ParquetFormat implements RecordFormat {
  private final RowTypes types = new RowTypes();
  private final Compression compression;
  private final Codec codec;

  public ParquetFormat(Compression compression) {
    this.compression = compression;
    codec = new Codec(compression);
  }

  @Override
  public String extension() {
    return compression == Compression.NONE ? "parquet" : compression.extension() + ".parquet";
  }

  @Override
  public String contentType() {
    return "application/vnd.apache.parquet";
  }

  @Override
  public RecordWriter newWriter() {
    return new ParquetObjectWriter(types, codec);
  }

  @Override
  public void close() {
    codec.release();
  }
}
