package io.tributary.connect.mysql;

import org.apache.kafka.connect.data.SchemaBuilder;

/** What becomes of the values of a column. */
interface Conversion {

  SchemaBuilder schema();

  /**
   * @param value as the snapshot or the log gives it, or as a default is declared; never null
   * @return null where {@code value} is none that it knows
   */
  Object convert(Object value);

  /** What a NULL becomes, also one that is no NULL in the database. */
  default Object convertNull() {
    return null;
  }

  /** What a {@link ZeroDate} becomes. */
  default Object convertZero() {
    throw new IllegalArgumentException("got: a zero date");
  }
}
