package io.tributary.connect.iceberg;

import java.util.Map;
import java.util.Random;

/** Files of a commit, in their order. */
enum Moment {
  DATA_WRITTEN("/data/.*parquet$"),
  MANIFEST_WRITTEN("-m[0-9]+\\.avro$"),
  SNAPSHOT_WRITTEN("/snap-.*avro$"),
  TABLE_DESCRIBED("metadata\\.json$");

  private final String pattern;

  Moment(String pattern) {
    this.pattern = pattern;
  }

  /** Each in its turn. */
  static Moment of(long number) {
    return values()[(int) (number % values().length)];
  }

  /** Keys of a connector whose worker dies there. */
  Map<String, String> keys(Random random) {
    return Map.of(
        "iceberg.catalog." + LocalFiles.PATTERN,
        pattern,
        "iceberg.catalog." + LocalFiles.SPARED,
        Integer.toString(random.nextInt(5)));
  }
}
