package io.tributary.connect.mysql;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;
import org.apache.kafka.connect.data.SchemaBuilder;

/**
 * {@code TIME} as MySQL shows it: a duration from {@code -838:59:59} to {@code 838:59:59} with as
 * many digits behind the second as the column has. Debezium takes it for a time of day.
 */
final class TimeText implements Conversion {

  private static final Pattern SHOWN = Pattern.compile("-?\\d{2,3}:\\d{2}:\\d{2}(\\.\\d{1,6})?");
  private static final int MICRO_DIGITS = 6;

  private final int digits;

  /**
   * @param digits behind the second, 0 to 6
   */
  TimeText(int digits) {
    this.digits = digits;
  }

  @Override
  public SchemaBuilder schema() {
    return SchemaBuilder.string();
  }

  @Override
  public Object convert(Object value) {
    if (value instanceof Duration duration) {
      return text(duration);
    }
    if (value instanceof Long micros) {
      // Of a default.
      return text(Duration.of(micros, ChronoUnit.MICROS));
    }
    return value instanceof String text && SHOWN.matcher(text).matches() ? text : null;
  }

  private String text(Duration duration) {
    Duration length = duration.abs();
    // The log's reader gets at the fraction by a floating-point number.
    long micros = Math.round(length.toNanos() / 1_000.0);
    long seconds = micros / 1_000_000;
    String fraction =
        String.format("%06d", micros % 1_000_000).substring(0, Math.min(digits, MICRO_DIGITS));
    return String.format(
        "%s%02d:%02d:%02d%s",
        duration.isNegative() ? "-" : "",
        seconds / 3600,
        seconds / 60 % 60,
        seconds % 60,
        fraction.isEmpty() ? "" : "." + fraction);
  }
}
