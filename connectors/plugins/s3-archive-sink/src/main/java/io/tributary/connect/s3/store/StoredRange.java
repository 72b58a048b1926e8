package io.tributary.connect.s3.store;

import java.util.Map;
import java.util.Optional;

/**
 * What an object of the archive covers, as its metadata says.
 *
 * @param firstOffset offset of the first row
 * @param lastOffset last offset that is accounted for: the last row's, or that of a record skipped
 *     after it
 * @param recordCount rows
 */
public record StoredRange(long firstOffset, long lastOffset, long recordCount) {
  private static final String FIRST = "first-offset";
  private static final String LAST = "last-offset";
  private static final String COUNT = "record-count";

  /** Offset at which the partition's next object begins. */
  public long nextOffset() {
    return lastOffset + 1;
  }

  Map<String, String> toMetadata() {
    return Map.of(
        FIRST, Long.toString(firstOffset),
        LAST, Long.toString(lastOffset),
        COUNT, Long.toString(recordCount));
  }

  /** Empty when a value is missing or no number. */
  static Optional<StoredRange> fromMetadata(Map<String, String> metadata) {
    try {
      return Optional.of(
          new StoredRange(
              Long.parseLong(metadata.get(FIRST)),
              Long.parseLong(metadata.get(LAST)),
              Long.parseLong(metadata.get(COUNT))));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
