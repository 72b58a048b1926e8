package io.tributary.connect.s3.format;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * The value with where it was read from and its key, in this order of fields: partition, offset,
 * key, value. Encoded key and value are put between the names as bytes; a map around them would
 * have to be encoded again.
 */
final class RecordLine implements JsonLine {
  private static final byte[] BEFORE_VALUE = ",\"value\":".getBytes(US_ASCII);
  private static final byte[] END = "}\n".getBytes(US_ASCII);

  private final JsonText json;

  RecordLine(JsonText json) {
    this.json = json;
  }

  @Override
  public byte[] of(SinkRecord record) {
    byte[] beforeKey = beforeKey(record);
    byte[] key = json.key(record);
    byte[] value = json.value(record);
    int length = beforeKey.length + key.length + BEFORE_VALUE.length + value.length + END.length;
    return ByteBuffer.allocate(length)
        .put(beforeKey)
        .put(key)
        .put(BEFORE_VALUE)
        .put(value)
        .put(END)
        .array();
  }

  /** A transform may have sent the record elsewhere; the archive goes by where it was read. */
  private static byte[] beforeKey(SinkRecord record) {
    String text =
        "{\"partition\":"
            + record.originalKafkaPartition()
            + ",\"offset\":"
            + record.originalKafkaOffset()
            + ",\"key\":";
    return text.getBytes(US_ASCII);
  }
}
