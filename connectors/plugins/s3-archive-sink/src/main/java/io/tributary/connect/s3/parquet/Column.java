package io.tributary.connect.s3.parquet;

import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.Type;

/** How the values of one place in a schema become a column, or a group of columns. */
interface Column {

  Type type(String name, Type.Repetition repetition);

  /**
   * What {@link #write} takes. A record is looked at as a whole before any of it is written, since
   * nothing takes back what was.
   *
   * @param value not null
   * @throws org.apache.kafka.connect.errors.DataException when the column cannot hold it
   */
  Object checked(Object value);

  /**
   * Writes a value that was checked.
   *
   * @return its bytes before encoding and compression
   */
  long write(Object checked, RecordConsumer out);
}
