package io.tributary.connect.s3.config;

import java.util.List;
import java.util.Locale;

/** What objects are files of, and how their bytes may be compressed. */
public enum ObjectFormat {
  JSONL(Compression.GZIP, Compression.NONE),
  PARQUET(Compression.GZIP, Compression.SNAPPY, Compression.ZSTD, Compression.NONE);

  private final List<Compression> compressions;

  ObjectFormat(Compression... compressions) {
    this.compressions = List.of(compressions);
  }

  List<Compression> compressions() {
    return compressions;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  static ObjectFormat of(String value) {
    return valueOf(value.toUpperCase(Locale.ROOT));
  }
}
