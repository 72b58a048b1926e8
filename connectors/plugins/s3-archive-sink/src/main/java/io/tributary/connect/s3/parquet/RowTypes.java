package io.tributary.connect.s3.parquet;

import java.util.IdentityHashMap;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;

/** Row types by schema: converters give the same one to all records of a version. */
final class RowTypes {
  private static final int KEPT = 1000;

  private final Map<Schema, RowType> known = new IdentityHashMap<>();

  /**
   * @throws DataException when the record cannot be a row
   */
  RowType of(SinkRecord record) {
    Schema schema = record.valueSchema();
    if (schema == null || !(record.value() instanceof Struct)) {
      throw new DataException(
          "The value must be a struct with a schema to be a row of Parquet, got: "
              + (record.value() == null ? null : record.value().getClass().getName())
              + (schema == null ? " without a schema" : " of type " + schema.type()));
    }
    RowType type = known.get(schema);
    if (type == null) {
      type = RowType.of(schema);
      if (known.size() >= KEPT) {
        known.clear();
      }
      known.put(schema, type);
    }
    return type;
  }
}
