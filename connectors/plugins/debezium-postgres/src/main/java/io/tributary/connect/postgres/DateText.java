package io.tributary.connect.postgres;

import java.sql.Date;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.regex.Pattern;
import org.postgresql.PGStatement;

/**
 * {@code date} in ISO 8601, with the zone that Debezium gives it, and {@code infinity}. A year
 * before 1 is 0 or less.
 *
 * <p>The driver reads a snapshot's dates by a calendar that leaves out ten days of 1582: what falls
 * on these, or on those that they would be told as, stops the capture.
 */
final class DateText extends AnyText {

  private static final Pattern TOLD = Pattern.compile("[+-]?\\d{4,}-\\d\\d-\\d\\dZ");
  private static final LocalDate FIRST_DOUBTFUL = LocalDate.of(1582, 10, 5);
  private static final LocalDate LAST_DOUBTFUL = LocalDate.of(1582, 10, 24);

  @Override
  public Object convert(Object value) {
    if (value instanceof String told && TOLD.matcher(told).matches()) {
      return told;
    }
    LocalDate date = date(value);
    return date == null
        ? null
        : date.equals(Infinity.LAST_DATE)
            ? Infinity.LATE
            : date.equals(Infinity.FIRST_DATE) ? Infinity.EARLY : text(date);
  }

  /** Infinity is {@link Infinity#LAST_DATE} or {@link Infinity#FIRST_DATE}. */
  static LocalDate date(Object value) {
    if (value instanceof Date date) {
      return ofSnapshot(date);
    }
    if (value instanceof LocalDate date) {
      return date;
    }
    if (value instanceof LocalDateTime time) {
      // Of a default, before Debezium has told it, and after.
      return time.toLocalDate();
    }
    return value instanceof String told && TOLD.matcher(told).matches()
        ? LocalDate.parse(told.substring(0, told.length() - 1))
        : null;
  }

  private static LocalDate ofSnapshot(Date date) {
    if (date.getTime() == PGStatement.DATE_POSITIVE_INFINITY) {
      return Infinity.LAST_DATE;
    }
    if (date.getTime() == PGStatement.DATE_NEGATIVE_INFINITY) {
      return Infinity.FIRST_DATE;
    }
    Calendar calendar = new GregorianCalendar();
    calendar.setTime(date);
    int year = calendar.get(Calendar.YEAR);
    boolean before = calendar.get(Calendar.ERA) == GregorianCalendar.BC;
    LocalDate told =
        LocalDate.of(
            before ? 1 - year : year,
            calendar.get(Calendar.MONTH) + 1,
            calendar.get(Calendar.DAY_OF_MONTH));
    if (!told.isBefore(FIRST_DOUBTFUL) && !told.isAfter(LAST_DOUBTFUL)) {
      throw new IllegalArgumentException(
          "as a day of October 1582 that a snapshot can tell, got: " + told);
    }
    return told;
  }

  private static String text(LocalDate date) {
    return DateTimeFormatter.ISO_LOCAL_DATE.format(date) + "Z";
  }
}
