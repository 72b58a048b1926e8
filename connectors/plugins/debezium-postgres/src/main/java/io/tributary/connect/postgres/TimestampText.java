package io.tributary.connect.postgres;

import io.debezium.connector.postgresql.PostgresValueConverter;
import io.debezium.connector.postgresql.connection.DateTimeFormat;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/**
 * {@code timestamp} and {@code timestamptz} in ISO 8601, of UTC, and {@code infinity}. A year
 * before 1 is 0 or less.
 */
final class TimestampText extends AnyText {

  private static final DateTimeFormatter FORMAT = DateTimeFormatter.ISO_LOCAL_DATE_TIME;

  @Override
  public Object convert(Object value) {
    if (value instanceof String shown && isTold(shown)) {
      return shown;
    }
    LocalDateTime time = time(value);
    return time == null ? null : text(time);
  }

  /** Of UTC; infinity is {@link Infinity#LAST_TIME} or {@link Infinity#FIRST_TIME}. */
  static LocalDateTime time(Object value) {
    if (value instanceof Instant instant) {
      return instant.equals(PostgresValueConverter.POSITIVE_INFINITY_INSTANT)
          ? Infinity.LAST_TIME
          : instant.equals(PostgresValueConverter.NEGATIVE_INFINITY_INSTANT)
              ? Infinity.FIRST_TIME
              : utc(instant.atOffset(ZoneOffset.UTC));
    }
    if (value instanceof OffsetDateTime time) {
      return time.equals(PostgresValueConverter.POSITIVE_INFINITY_OFFSET_DATE_TIME)
          ? Infinity.LAST_TIME
          : time.equals(PostgresValueConverter.NEGATIVE_INFINITY_OFFSET_DATE_TIME)
              ? Infinity.FIRST_TIME
              : utc(time);
    }
    if (value instanceof ZonedDateTime time) {
      return utc(time.toOffsetDateTime());
    }
    return value instanceof String shown ? ofServer(shown) : null;
  }

  static String text(LocalDateTime time) {
    return time.equals(Infinity.LAST_TIME)
        ? Infinity.LATE
        : time.equals(Infinity.FIRST_TIME) ? Infinity.EARLY : FORMAT.format(time) + "Z";
  }

  /** What is in this form already is a default, which Debezium has told. */
  private static boolean isTold(String shown) {
    return shown.endsWith("Z");
  }

  /** A snapshot's, as the server shows it in the session's zone. */
  private static LocalDateTime ofServer(String shown) {
    if (shown.equals(Infinity.LATE)) {
      return Infinity.LAST_TIME;
    }
    if (shown.equals(Infinity.EARLY)) {
      return Infinity.FIRST_TIME;
    }
    if (isTold(shown)) {
      return utc(OffsetDateTime.parse(shown));
    }
    boolean hasZone = shown.matches(".*\\d[+-]\\d\\d(:\\d\\d)*( BC)?$");
    return utc(
        hasZone
            ? DateTimeFormat.get().timestampWithTimeZoneToOffsetDateTime(shown)
            : DateTimeFormat.get().timestampToInstant(shown).atOffset(ZoneOffset.UTC));
  }

  private static LocalDateTime utc(OffsetDateTime time) {
    return time.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime();
  }
}
