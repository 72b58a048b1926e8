package io.tributary.connect.mysql;

import io.debezium.time.IsoDate;
import io.debezium.time.IsoTimestamp;
import io.debezium.time.ZonedTimestamp;
import java.time.ZoneOffset;
import org.apache.kafka.connect.data.SchemaBuilder;

/**
 * A day or a time that is never NULL, in Debezium's ISO-8601 form. A zero date, {@code 0000-00-00}
 * or {@code 2001-02-00}, comes as NULL from the log and from a snapshot, and would become the first
 * day of 1970.
 */
final class DateText implements Conversion {

  private final String type;
  private final boolean mayBeNull;

  /**
   * @param type DATE, DATETIME or TIMESTAMP
   * @param mayBeNull whether zero dates become NULL
   */
  DateText(String type, boolean mayBeNull) {
    this.type = type;
    this.mayBeNull = mayBeNull;
  }

  @Override
  public SchemaBuilder schema() {
    SchemaBuilder schema =
        switch (type) {
          case "DATE" -> IsoDate.builder();
          case "DATETIME" -> IsoTimestamp.builder();
          default -> ZonedTimestamp.builder();
        };
    return mayBeNull ? schema.optional() : schema;
  }

  @Override
  public Object convert(Object value) {
    return switch (type) {
      case "DATE" -> IsoDate.toIsoString(value, null);
      case "DATETIME" -> IsoTimestamp.toIsoString(value, null);
      default -> ZonedTimestamp.toIsoString(value, ZoneOffset.UTC, null, null);
    };
  }

  @Override
  public Object convertNull() {
    if (mayBeNull) {
      return null;
    }
    throw new IllegalArgumentException(
        "got: a zero date. Mend the row, or declare that zero dates of its table become NULL (`zeroDates`)");
  }
}
