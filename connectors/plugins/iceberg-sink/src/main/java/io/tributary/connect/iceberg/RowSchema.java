package io.tributary.connect.iceberg;

import java.util.List;
import org.apache.kafka.connect.data.ConnectSchema;
import org.apache.kafka.connect.data.Field;

/**
 * The schema of a row, which tells by one name what is known of its record, whatever the column is
 * called: the sink has one key for the field that says which table a row goes to, and a connector
 * may have changes and events.
 */
final class RowSchema extends ConnectSchema {
  /** No column's name: route by `_row.target`. */
  static final String METADATA = "_row";

  private final Field metadata;

  /**
   * @param fields the columns, and at last what is known of the record
   */
  RowSchema(List<Field> fields) {
    super(Type.STRUCT, false, null, null, null, null, null, fields, null, null);
    metadata = fields.get(fields.size() - 1);
  }

  @Override
  public Field field(String fieldName) {
    return METADATA.equals(fieldName) ? metadata : super.field(fieldName);
  }
}
