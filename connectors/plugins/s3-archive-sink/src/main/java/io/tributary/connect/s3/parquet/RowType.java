package io.tributary.connect.s3.parquet;

import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.DataException;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;

/** How records of one schema become rows. */
final class RowType {
  private final StructGroup columns;
  private final MessageType type;

  private RowType(StructGroup columns) {
    this.columns = columns;
    type = columns.message();
  }

  /**
   * @throws DataException when it has no columns
   */
  static RowType of(Schema schema) {
    return new RowType(
        Columns.struct("", schema, 0)
            .orElseThrow(
                () ->
                    new DataException("The value's schema must have a field that holds a value")));
  }

  MessageType type() {
    return type;
  }

  /** What {@link #write} takes. */
  Object[] checked(Object value) {
    return columns.checked(value);
  }

  long write(Object[] checked, RecordConsumer out) {
    return columns.writeMessage(checked, out);
  }
}
