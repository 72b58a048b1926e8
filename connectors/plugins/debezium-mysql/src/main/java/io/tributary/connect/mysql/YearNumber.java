package io.tributary.connect.mysql;

import java.time.Year;
import java.util.Date;
import org.apache.kafka.connect.data.SchemaBuilder;

/**
 * {@code YEAR}: 0, or 1901 to 2155. The log has a byte that counts from 1900, so that its year 0
 * looks like that.
 */
final class YearNumber implements Conversion {

  private static final int BEFORE_FIRST = 1900;

  @Override
  public SchemaBuilder schema() {
    return io.debezium.time.Year.builder();
  }

  @Override
  @SuppressWarnings("deprecation")
  public Object convert(Object value) {
    if (value instanceof Year year) {
      return number(year.getValue());
    }
    if (value instanceof Number number) {
      return number(number.intValue());
    }
    if (value instanceof Date date) {
      return number(date.getYear() + BEFORE_FIRST);
    }
    return value instanceof String text ? number(Integer.parseInt(text.strip())) : null;
  }

  private static Integer number(int year) {
    return year == BEFORE_FIRST ? 0 : year;
  }
}
