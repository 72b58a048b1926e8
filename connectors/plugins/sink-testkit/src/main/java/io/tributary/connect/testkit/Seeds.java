package io.tributary.connect.testkit;

import java.util.Random;
import java.util.stream.LongStream;

/**
 * Seeds of the randomised tests: 1 to 10. `-Dtributary.seed=7` runs one alone,
 * `-Dtributary.seeds=1000` runs more.
 */
public final class Seeds {
  private static final long DEFAULT_COUNT = 10;
  private static final long FEW = 2;

  private Seeds() {}

  public static LongStream all() {
    Long single = Long.getLong("tributary.seed");
    if (single != null) {
      return LongStream.of(single);
    }
    return LongStream.rangeClosed(1, Long.getLong("tributary.seeds", DEFAULT_COUNT));
  }

  /** As many as every build has time for; all of them run with the profile `faults`. */
  public static LongStream few() {
    return all().limit(FEW);
  }

  /** The random source of one run, announced so that a failed run can be repeated. */
  public static Random random(Object test, long seed) {
    System.out.println(
        test.getClass().getSimpleName() + ": seed " + seed + ", again by -Dtributary.seed=" + seed);
    return new Random(seed);
  }
}
