package io.tributary.connect.iceberg;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.TemporalAccessor;

/**
 * Days and times as our connectors and Debezium write them: ISO 8601, in UTC where no zone says
 * otherwise.
 */
final class JsonTimes {
  private static final int NANOS_OF_MICRO = 1_000;

  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
          .optionalStart()
          .appendOffsetId()
          .toFormatter();

  private JsonTimes() {}

  static LocalDate day(Object json) {
    String text = (String) json;
    // Debezium's ISO dates carry a zone.
    return LocalDate.parse(text.endsWith("Z") ? text.substring(0, text.length() - 1) : text);
  }

  static OffsetDateTime time(Object json) {
    String text = (String) json;
    boolean spaced = text.length() > 10 && text.indexOf(' ') >= 10;
    TemporalAccessor read =
        TIME.parseBest(
            spaced ? text.replace(' ', 'T') : text, OffsetDateTime::from, LocalDateTime::from);
    OffsetDateTime time =
        read instanceof OffsetDateTime zoned
            ? zoned.withOffsetSameInstant(ZoneOffset.UTC)
            : ((LocalDateTime) read).atOffset(ZoneOffset.UTC);
    if (time.getNano() % NANOS_OF_MICRO != 0) {
      throw new ArithmeticException("has more than microseconds");
    }
    return time;
  }

  /**
   * @param millis since 1970; null stays null
   */
  static OffsetDateTime ofMillis(Long millis) {
    return millis == null ? null : Instant.ofEpochMilli(millis).atOffset(ZoneOffset.UTC);
  }
}
