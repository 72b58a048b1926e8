package io.tributary.connect.iceberg;

import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/**
 * A row as the sink asks for it: field by field. Connect's own struct holds times in milliseconds
 * only and answers with a column's default where the value is null; this one does neither.
 */
final class Row extends Struct {
  private final Object[] values;

  /**
   * @param values by the fields' places; days and times are those of `java.time`
   */
  Row(Schema schema, Object... values) {
    super(schema);
    this.values = values;
  }

  @Override
  public Object get(Field field) {
    return values[field.index()];
  }

  @Override
  public Object get(String fieldName) {
    return get(schema().field(fieldName));
  }

  @Override
  public Object getWithoutDefault(String fieldName) {
    return get(fieldName);
  }
}
