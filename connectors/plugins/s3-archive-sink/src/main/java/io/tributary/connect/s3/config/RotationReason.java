package io.tributary.connect.s3.config;

import java.util.Locale;

/** Why an object was closed. */
public enum RotationReason {
  RECORDS,
  BYTES,
  INTERVAL,
  MEMORY;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
