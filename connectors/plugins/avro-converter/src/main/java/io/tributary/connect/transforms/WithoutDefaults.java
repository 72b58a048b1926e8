package io.tributary.connect.transforms;

import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.transforms.Transformation;

/**
 * Records whose schemas have no defaults, at any depth of key and value. A converter that asks a
 * struct for a field gets the column's default where the row has NULL; from these it gets NULL. A
 * field of a value that had a default may be left out: a column that is added with one is no break.
 *
 * <p>It belongs first among transforms: others ask, too.
 */
public final class WithoutDefaults<R extends ConnectRecord<R>> implements Transformation<R> {

  private final PlainSchemas keys = new PlainSchemas(false);
  private final PlainSchemas values = new PlainSchemas(true);

  @Override
  public ConfigDef config() {
    return new ConfigDef();
  }

  @Override
  public void configure(Map<String, ?> configs) {}

  @Override
  public R apply(R record) {
    Schema key = keys.plain(record.keySchema());
    Schema value = values.plain(record.valueSchema());
    if (key == record.keySchema() && value == record.valueSchema()) {
      return record;
    }
    return record.newRecord(
        record.topic(),
        record.kafkaPartition(),
        key,
        PlainValues.plain(record.keySchema(), key, record.key()),
        value,
        PlainValues.plain(record.valueSchema(), value, record.value()),
        record.timestamp(),
        record.headers());
  }

  @Override
  public void close() {}
}
