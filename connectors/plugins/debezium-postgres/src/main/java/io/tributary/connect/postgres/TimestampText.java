package io.tributary.connect.postgres;

import io.debezium.connector.postgresql.PostgresValueConverter;
import io.debezium.connector.postgresql.connection.DateTimeFormat;
import java.time.Instant;
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
    if (value instanceof Instant instant) {
      return instant.equals(PostgresValueConverter.POSITIVE_INFINITY_INSTANT)
          ? Infinity.LATE
          : instant.equals(PostgresValueConverter.NEGATIVE_INFINITY_INSTANT)
              ? Infinity.EARLY
              : text(instant.atOffset(ZoneOffset.UTC));
    }
    if (value instanceof OffsetDateTime time) {
      return time.equals(PostgresValueConverter.POSITIVE_INFINITY_OFFSET_DATE_TIME)
          ? Infinity.LATE
          : time.equals(PostgresValueConverter.NEGATIVE_INFINITY_OFFSET_DATE_TIME)
              ? Infinity.EARLY
              : text(time);
    }
    if (value instanceof ZonedDateTime time) {
      return text(time.toOffsetDateTime());
    }
    return value instanceof String shown ? ofServer(shown) : null;
  }

  /** A snapshot's, as the server shows it in the session's zone. */
  private static String ofServer(String shown) {
    // What is in this form already is a default, which Debezium has told.
    if (shown.equals(Infinity.LATE) || shown.equals(Infinity.EARLY) || shown.endsWith("Z")) {
      return shown;
    }
    boolean hasZone = shown.matches(".*\\d[+-]\\d\\d(:\\d\\d)*( BC)?$");
    return text(
        hasZone
            ? DateTimeFormat.get().timestampWithTimeZoneToOffsetDateTime(shown)
            : DateTimeFormat.get().timestampToInstant(shown).atOffset(ZoneOffset.UTC));
  }

  private static String text(OffsetDateTime time) {
    return FORMAT.format(time.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime()) + "Z";
  }
}
