package io.tributary.connect.mysql;

import io.debezium.time.IsoDate;
import io.debezium.time.IsoTimestamp;
import io.debezium.time.ZonedTimestamp;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Calendar;
import java.util.GregorianCalendar;
import org.apache.kafka.connect.data.SchemaBuilder;

/**
 * A day or a time in Debezium's ISO-8601 form. Of a snapshot a zero date, {@code 0000-00-00} or
 * {@code 2001-02-00}, comes as NULL, which can be told where the column never is NULL: it would
 * become the first day of 1970.
 */
final class DateText implements Conversion {

  private static final int MILLI_DIGITS = 3;

  /** Of every one of them, for which it was nobody tells. */
  private static final String ZERO = "0000-00-00";

  private final String type;
  private final int digits;
  private final boolean isOptional;
  private final boolean mayBeZero;

  /**
   * @param type DATE, DATETIME or TIMESTAMP
   * @param digits behind the second, 0 to 6
   * @param isOptional whether the column takes NULL
   * @param mayBeZero whether zero dates are told, as {@code 0000-00-00}
   */
  DateText(String type, int digits, boolean isOptional, boolean mayBeZero) {
    this.type = type;
    this.digits = digits;
    this.isOptional = isOptional;
    this.mayBeZero = mayBeZero;
  }

  @Override
  public SchemaBuilder schema() {
    SchemaBuilder schema =
        switch (type) {
          case "DATE" -> IsoDate.builder();
          case "DATETIME" -> IsoTimestamp.builder();
          default -> ZonedTimestamp.builder();
        };
    return isOptional ? schema.optional() : schema;
  }

  @Override
  public Object convert(Object value) {
    if (value instanceof Timestamp time && isBeforeTheYearOne(time)) {
      return convertZero();
    }
    if (value instanceof String) {
      return value;
    }
    return switch (type) {
      case "DATE" -> IsoDate.toIsoString(value instanceof Number days ? day(days) : value, null);
      case "DATETIME" ->
          IsoTimestamp.toIsoString(value instanceof Number since ? time(since) : value, null);
      default -> ZonedTimestamp.toIsoString(value, ZoneOffset.UTC, null, null);
    };
  }

  /** Of the year 0, which the driver takes for one before Christ, and Debezium for the year 1. */
  private static boolean isBeforeTheYearOne(Timestamp time) {
    GregorianCalendar calendar = new GregorianCalendar();
    calendar.setTime(time);
    return calendar.get(Calendar.ERA) == GregorianCalendar.BC;
  }

  /** Of a default, which comes as days since 1970. */
  private static LocalDate day(Number days) {
    return LocalDate.ofEpochDay(days.longValue());
  }

  /** Of a default, which comes as milliseconds or microseconds since 1970. */
  private LocalDateTime time(Number since) {
    ChronoUnit unit = digits > MILLI_DIGITS ? ChronoUnit.MICROS : ChronoUnit.MILLIS;
    return LocalDateTime.ofInstant(Instant.EPOCH.plus(since.longValue(), unit), ZoneOffset.UTC);
  }

  @Override
  public Object convertNull() {
    return isOptional ? null : convertZero();
  }

  @Override
  public Object convertZero() {
    if (mayBeZero) {
      return ZERO;
    }
    throw new IllegalArgumentException(
        "got: a zero date, one of the year 0, or one that no calendar has. Mend the row, or declare what zero dates of its table become (`zeroDates`)");
  }
}
