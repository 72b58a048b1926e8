package io.tributary.connect.s3.config;

import java.util.Optional;

/**
 * When an object is closed: at the first limit it reaches.
 *
 * @param records rows
 * @param bytes bytes before compression
 * @param intervalMillis age since the object's first row
 */
public record RotationLimits(long records, long bytes, long intervalMillis) {

  /** Whether an object of this size and age is closed now, and why. */
  public Optional<RotationReason> due(long rows, long encodedBytes, long ageMillis) {
    if (rows >= records) {
      return Optional.of(RotationReason.RECORDS);
    }
    if (encodedBytes >= bytes) {
      return Optional.of(RotationReason.BYTES);
    }
    return ageMillis >= intervalMillis ? Optional.of(RotationReason.INTERVAL) : Optional.empty();
  }
}
