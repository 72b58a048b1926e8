package io.tributary.connect.dynamodb;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;

/** Debezium's envelopes as the JSON converter reads them, one binlog file. */
final class Changes {
  private Changes() {}

  static Map<String, Object> row(Object... namesAndValues) {
    Map<String, Object> row = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      row.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return row;
  }

  static Map<String, Object> change(String op, Object before, Object after, long pos) {
    Map<String, Object> source =
        row("connector", "mysql", "server_id", op.equals("r") ? 0L : 7L, "gtid", null);
    source.putAll(row("snapshot", op.equals("r") ? "true" : "false"));
    source.putAll(row("file", "mysql-bin.000003", "pos", pos, "row", 0L));
    Map<String, Object> envelope = new HashMap<>();
    envelope.put("op", op);
    envelope.put("before", before);
    envelope.put("after", after);
    envelope.put("source", source);
    return envelope;
  }

  static Map<String, Object> create(Object after, long pos) {
    return change("c", null, after, pos);
  }

  static Map<String, Object> read(Object after, long pos) {
    return change("r", null, after, pos);
  }

  static Map<String, Object> update(Object before, Object after, long pos) {
    return change("u", before, after, pos);
  }

  static Map<String, Object> delete(Object before, long pos) {
    return change("d", before, null, pos);
  }

  static SinkRecord record(TopicPartition partition, long offset, Object value) {
    return keyed(partition, offset, null, value);
  }

  static SinkRecord keyed(TopicPartition partition, long offset, Object key, Object value) {
    return new SinkRecord(partition.topic(), partition.partition(), null, key, null, value, offset);
  }
}
