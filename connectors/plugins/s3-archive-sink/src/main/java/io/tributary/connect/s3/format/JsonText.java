package io.tributary.connect.s3.format;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.json.JsonConverterConfig;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Keys and values as Connect's JSON converter writes them without schemas. A field that is null
 * stays null: the converter's habit of putting a column's default in its place would change data.
 */
final class JsonText {
  private static final byte[] NULL = "null".getBytes(US_ASCII);

  private final JsonConverter converter = new JsonConverter();

  JsonText() {
    converter.configure(
        Map.of(
            JsonConverterConfig.SCHEMAS_ENABLE_CONFIG, false,
            JsonConverterConfig.REPLACE_NULL_WITH_DEFAULT_CONFIG, false),
        false);
  }

  byte[] key(SinkRecord record) {
    return encode("key", record.topic(), record.keySchema(), record.key());
  }

  byte[] value(SinkRecord record) {
    return encode("value", record.topic(), record.valueSchema(), record.value());
  }

  private byte[] encode(String part, String topic, Schema schema, Object data) {
    byte[] text;
    try {
      text = converter.fromConnectData(topic, schema, data);
    } catch (RuntimeException e) {
      // The converter lets casts and other surprises of malformed data through as they are.
      throw new DataException("The " + part + " cannot be written as JSON: " + e.getMessage(), e);
    }
    return text == null ? NULL : text;
  }
}
