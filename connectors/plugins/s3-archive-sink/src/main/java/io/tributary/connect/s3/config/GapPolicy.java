package io.tributary.connect.s3.config;

import java.util.Locale;

/** What becomes of a partition whose next offsets are never delivered. */
public enum GapPolicy {
  CONTINUE,
  FAIL;

  static GapPolicy of(String value) {
    return valueOf(value.toUpperCase(Locale.ROOT));
  }
}
