package io.tributary.connect.s3.config;

import java.util.Locale;

/** How an object's bytes are compressed. */
public enum Compression {
  GZIP(".gz"),
  NONE("");

  private final String extension;

  Compression(String extension) {
    this.extension = extension;
  }

  /** What it adds to the object's name. */
  public String extension() {
    return extension;
  }

  static Compression of(String value) {
    return valueOf(value.toUpperCase(Locale.ROOT));
  }
}
