package io.tributary.connect.s3.config;

import java.util.Locale;

/** How an object's bytes are compressed. */
public enum Compression {
  GZIP("gz"),
  SNAPPY("snappy"),
  ZSTD("zstd"),
  NONE("");

  private final String extension;

  Compression(String extension) {
    this.extension = extension;
  }

  /** What it adds to the object's name, without a dot; empty where nothing is compressed. */
  public String extension() {
    return extension;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Compression of(String value) {
    return valueOf(value.toUpperCase(Locale.ROOT));
  }
}
