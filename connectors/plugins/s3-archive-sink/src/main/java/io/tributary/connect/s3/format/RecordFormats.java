package io.tributary.connect.s3.format;

import io.tributary.connect.s3.config.S3ArchiveConfig;
import org.apache.kafka.common.config.ConfigException;

/** Formats by their name in the configuration. */
public final class RecordFormats {
  private RecordFormats() {}

  public static RecordFormat of(S3ArchiveConfig config) {
    return switch (config.format()) {
      case "jsonl" -> new JsonLinesFormat(config.content(), config.compression());
      default -> throw new ConfigException("No such format: " + config.format());
    };
  }
}
