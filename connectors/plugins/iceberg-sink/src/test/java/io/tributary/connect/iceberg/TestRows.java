package io.tributary.connect.iceberg;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * The transform with its settings, and records for it: of partition 3, offset 42, nine milliseconds
 * after 1970.
 */
final class TestRows {
  private TestRows() {}

  static TypedRows rows(String envelope, String columns) {
    return configured(
        Map.of(
            "envelope", envelope,
            "topic.orders.table", "lake.orders",
            "topic.orders.columns", columns));
  }

  static TypedRows configured(Map<String, String> properties) {
    TypedRows rows = new TypedRows();
    rows.configure(new HashMap<>(properties));
    return rows;
  }

  static SinkRecord record(String json) {
    return record("orders", json);
  }

  static SinkRecord record(String topic, String json) {
    Object value = OrderedJson.parsed(json);
    return new SinkRecord(topic, 3, null, null, null, value, 42, 9L, TimestampType.CREATE_TIME);
  }

  static Object value(SinkRecord record, String name) {
    return ((Struct) record.value()).get(name);
  }
}
