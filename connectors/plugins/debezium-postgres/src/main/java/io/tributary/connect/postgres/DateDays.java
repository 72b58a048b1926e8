package io.tributary.connect.postgres;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Date;
import org.apache.kafka.connect.data.SchemaBuilder;

/** {@code date} as Connect's own type; no infinity. */
final class DateDays extends TypedValue {

  private final DateText texts = new DateText();

  @Override
  public SchemaBuilder schema() {
    return org.apache.kafka.connect.data.Date.builder().optional();
  }

  @Override
  public Object convert(Object value) {
    LocalDate date = DateText.date(value);
    if (date == null) {
      return null;
    }
    requireYear(date.getYear(), texts.convert(value));
    return Date.from(date.atStartOfDay(ZoneOffset.UTC).toInstant());
  }
}
