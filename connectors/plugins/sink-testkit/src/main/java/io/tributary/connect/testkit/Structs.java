package io.tributary.connect.testkit;

import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.transforms.Transformation;

/** Gives maps a schema, which gains a column and loses it again every so many ids. */
public final class Structs implements Transformation<SinkRecord> {
  private static final int IDS_OF_A_SCHEMA = 61;

  private static final Schema FEW = columns().build();
  private static final Schema MORE = columns().field("more", Schema.OPTIONAL_INT32_SCHEMA).build();

  @Override
  public SinkRecord apply(SinkRecord record) {
    if (!(record.value() instanceof Map<?, ?> row)) {
      return record;
    }
    long id = ((Number) row.get("id")).longValue();
    Schema schema = id / IDS_OF_A_SCHEMA % 2 == 0 ? FEW : MORE;
    return record.newRecord(
        record.topic(),
        record.kafkaPartition(),
        record.keySchema(),
        record.key(),
        schema,
        new Struct(schema).put("id", id).put("text", row.get("text")),
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

  private static SchemaBuilder columns() {
    return SchemaBuilder.struct()
        .field("id", Schema.INT64_SCHEMA)
        .field("text", Schema.OPTIONAL_STRING_SCHEMA);
  }
}
