package io.tributary.connect.postgres;

import io.debezium.time.MicroTimestamp;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.apache.kafka.connect.data.SchemaBuilder;

/** {@code timestamp} in microseconds, of no zone; no infinity. */
final class TimestampMicros extends TypedValue {

  private static final LocalDateTime EPOCH = LocalDateTime.ofEpochSecond(0, 0, ZoneOffset.UTC);

  @Override
  public SchemaBuilder schema() {
    return MicroTimestamp.builder().optional();
  }

  @Override
  public Object convert(Object value) {
    LocalDateTime time = TimestampText.time(value);
    if (time == null) {
      return null;
    }
    requireYear(time.getYear(), TimestampText.text(time));
    return EPOCH.until(time, ChronoUnit.MICROS);
  }
}
