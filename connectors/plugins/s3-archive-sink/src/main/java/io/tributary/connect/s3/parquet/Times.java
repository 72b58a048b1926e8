package io.tributary.connect.s3.parquet;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Date;
import java.util.concurrent.TimeUnit;

/** Days and times as Connect and Debezium tell them, in the units of columns. */
final class Times {
  private static final int MICROS_PER_MILLI = 1_000;
  private static final int NANOS_PER_MICRO = 1_000;
  private static final long MICROS_PER_SECOND = TimeUnit.SECONDS.toMicros(1);

  private Times() {}

  static Object days(Object date) {
    long millis = ((Date) date).getTime();
    long day = TimeUnit.DAYS.toMillis(1);
    if (Math.floorMod(millis, day) != 0) {
      throw new IllegalArgumentException("not the beginning of a day of UTC");
    }
    return Math.toIntExact(Math.floorDiv(millis, day));
  }

  static Object millisOfDay(Object date) {
    return Math.toIntExact(((Date) date).getTime());
  }

  static Object microsOfDate(Object date) {
    return microsOfMillis(((Date) date).getTime());
  }

  static Object microsOfMillis(Object millis) {
    return Math.multiplyExact((Long) millis, MICROS_PER_MILLI);
  }

  static Object microsOfNanos(Object nanos) {
    return wholeMicros((Long) nanos);
  }

  static Object microsOfText(Object text) {
    Instant instant = OffsetDateTime.parse((String) text).toInstant();
    long seconds = Math.multiplyExact(instant.getEpochSecond(), MICROS_PER_SECOND);
    return Math.addExact(seconds, wholeMicros(instant.getNano()));
  }

  private static long wholeMicros(long nanos) {
    if (nanos % NANOS_PER_MICRO != 0) {
      throw new IllegalArgumentException("finer than microseconds");
    }
    return nanos / NANOS_PER_MICRO;
  }
}
