package io.tributary.connect.postgres;

import io.debezium.time.ZonedTimestamp;
import java.time.LocalDateTime;
import org.apache.kafka.connect.data.SchemaBuilder;

/** {@code timestamptz} in ISO 8601, of UTC; no infinity. */
final class TimestampUtc extends TypedValue {

  @Override
  public SchemaBuilder schema() {
    return ZonedTimestamp.builder().optional();
  }

  @Override
  public Object convert(Object value) {
    LocalDateTime time = TimestampText.time(value);
    if (time == null) {
      return null;
    }
    requireYear(time.getYear(), TimestampText.text(time));
    return TimestampText.text(time);
  }
}
