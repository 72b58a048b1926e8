package io.tributary.connect.s3.config;

import java.util.Locale;

/** What becomes of records whose value is null. */
public enum TombstonePolicy {
  SKIP,
  WRITE,
  FAIL;

  static TombstonePolicy of(String value) {
    return valueOf(value.toUpperCase(Locale.ROOT));
  }
}
