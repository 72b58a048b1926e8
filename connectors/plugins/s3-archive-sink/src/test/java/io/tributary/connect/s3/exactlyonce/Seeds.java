package io.tributary.connect.s3.exactlyonce;

import java.util.stream.LongStream;

/**
 * Seeds of the randomised tests: 1 to 10. `-Dtributary.seed=7` runs one alone,
 * `-Dtributary.seeds=1000` runs more. The seed is part of each test's name.
 */
final class Seeds {
  private static final long DEFAULT_COUNT = 10;

  private Seeds() {}

  static LongStream all() {
    Long single = Long.getLong("tributary.seed");
    if (single != null) {
      return LongStream.of(single);
    }
    return LongStream.rangeClosed(1, Long.getLong("tributary.seeds", DEFAULT_COUNT));
  }
}
