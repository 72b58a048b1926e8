package io.tributary.connect.s3;

import io.tributary.connect.s3.config.S3ArchiveConfig;
import io.tributary.connect.s3.format.JsonLinesFormat;
import io.tributary.connect.s3.format.RecordFormat;
import io.tributary.connect.s3.parquet.ParquetFormat;

/** Formats by their name in the configuration. */
final class RecordFormats {
  private RecordFormats() {}

  static RecordFormat of(S3ArchiveConfig config) {
    return switch (config.format()) {
      case JSONL -> new JsonLinesFormat(config.content(), config.compression());
      case PARQUET -> new ParquetFormat(config.compression());
    };
  }
}
