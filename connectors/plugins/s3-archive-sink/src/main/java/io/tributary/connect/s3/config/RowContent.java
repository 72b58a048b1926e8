package io.tributary.connect.s3.config;

import java.util.Locale;

/** What of a record a row holds. */
public enum RowContent {
  /** Its value alone. */
  VALUE,
  /** Partition, offset, key and value. */
  RECORD;

  static RowContent of(String value) {
    return valueOf(value.toUpperCase(Locale.ROOT));
  }
}
