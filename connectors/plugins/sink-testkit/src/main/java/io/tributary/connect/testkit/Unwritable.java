package io.tributary.connect.testkit;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.transforms.Transformation;

/** Turns values with a field `unwritable` into something that no format can write. */
public final class Unwritable implements Transformation<SinkRecord> {

  @Override
  public SinkRecord apply(SinkRecord record) {
    if (!(record.value() instanceof Map<?, ?> value) || !value.containsKey("unwritable")) {
      return record;
    }
    return record.newRecord(
        record.topic(),
        record.kafkaPartition(),
        record.keySchema(),
        record.key(),
        null,
        List.of(new Object()),
        record.timestamp());
  }

  @Override
  public ConfigDef config() {
    return new ConfigDef();
  }

  @Override
  public void close() {}

  @Override
  public void configure(Map<String, ?> configs) {}
}
