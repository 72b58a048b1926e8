package io.tributary.connect.s3.config;

import java.util.Locale;

/** Why an object was closed. */
public enum RotationReason {
  RECORDS,
  BYTES,
  INTERVAL,
  MEMORY,
  /** The next record does not fit into the object as it was begun. */
  SCHEMA;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
