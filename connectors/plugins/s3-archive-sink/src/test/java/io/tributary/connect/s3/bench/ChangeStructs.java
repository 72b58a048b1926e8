package io.tributary.connect.s3.bench;

import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;

/** The benchmark's change events as a converter reads them that keeps schemas. */
final class ChangeStructs {
  private static final Schema ROW =
      SchemaBuilder.struct()
          .field("ORDER_ID", Schema.INT64_SCHEMA)
          .field("SITE_ID", Schema.OPTIONAL_INT64_SCHEMA)
          .field("ORDER_DATE", time("io.debezium.time.Timestamp"))
          .field("SHIP_MODE", Schema.OPTIONAL_STRING_SCHEMA)
          .field("AMOUNT", Schema.OPTIONAL_STRING_SCHEMA)
          .field("STATUS", Schema.OPTIONAL_STRING_SCHEMA)
          .field("NOTE", Schema.OPTIONAL_STRING_SCHEMA)
          .optional()
          .build();
  private static final Schema SOURCE =
      SchemaBuilder.struct()
          .field("version", Schema.STRING_SCHEMA)
          .field("connector", Schema.STRING_SCHEMA)
          .field("name", Schema.STRING_SCHEMA)
          .field("ts_ms", Schema.INT64_SCHEMA)
          .field("db", Schema.STRING_SCHEMA)
          .field("table", Schema.OPTIONAL_STRING_SCHEMA)
          .field("server_id", Schema.INT64_SCHEMA)
          .field("gtid", Schema.OPTIONAL_STRING_SCHEMA)
          .field("file", Schema.STRING_SCHEMA)
          .field("pos", Schema.INT64_SCHEMA)
          .field("row", Schema.INT64_SCHEMA)
          .build();
  private static final Schema EVENT =
      SchemaBuilder.struct()
          .field("before", ROW)
          .field("after", ROW)
          .field("source", SOURCE)
          .field("op", Schema.STRING_SCHEMA)
          .field("ts_ms", Schema.OPTIONAL_INT64_SCHEMA)
          .field("transaction", Schema.OPTIONAL_STRING_SCHEMA)
          .build();

  private ChangeStructs() {}

  static Struct of(Map<String, Object> event) {
    return of(EVENT, event);
  }

  private static Struct of(Schema schema, Map<?, ?> values) {
    Struct struct = new Struct(schema);
    for (Field field : schema.fields()) {
      Object value = values.get(field.name());
      struct.put(field, value instanceof Map<?, ?> nested ? of(field.schema(), nested) : value);
    }
    return struct;
  }

  private static Schema time(String name) {
    return SchemaBuilder.int64().name(name).optional().build();
  }
}
