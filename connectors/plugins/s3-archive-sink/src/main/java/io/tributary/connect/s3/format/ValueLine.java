package io.tributary.connect.s3.format;

import java.util.Arrays;
import org.apache.kafka.connect.sink.SinkRecord;

/** The value alone. */
final class ValueLine implements JsonLine {
  private final JsonText json;

  ValueLine(JsonText json) {
    this.json = json;
  }

  @Override
  public byte[] of(SinkRecord record) {
    byte[] value = json.value(record);
    byte[] line = Arrays.copyOf(value, value.length + 1);
    line[value.length] = '\n';
    return line;
  }
}
