package io.tributary.connect.postgres;

/** A value of a type that has no words for what it cannot hold. */
abstract class TypedValue implements Conversion {

  /** Of what every reader has: Spark and Trino know no year before 1, and none of five digits. */
  private static final int FIRST_YEAR = 1;

  private static final int LAST_YEAR = 9999;

  @Override
  public final Object untold(String word) {
    throw new IllegalArgumentException(
        "and not one that the log leaves out because a change did not touch it");
  }

  /**
   * @param told what stands for the value in the failure
   */
  static void requireYear(int year, Object told) {
    if (year < FIRST_YEAR || year > LAST_YEAR) {
      throw new IllegalArgumentException(
          "of the years %d to %d, got: %s".formatted(FIRST_YEAR, LAST_YEAR, told));
    }
  }
}
