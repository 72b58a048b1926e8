package io.tributary.connect.postgres;

import org.apache.kafka.connect.data.SchemaBuilder;

/** What becomes of the values of a column. */
interface Conversion {

  /**
   * Optional, whatever the column is: what the log tells of a deleted row may be its key alone, and
   * nothing is told of the rest then.
   */
  SchemaBuilder schema();

  /**
   * @param value as the snapshot or the log gives it, or as a default is declared; never null
   * @return null where {@code value} is none that it knows
   */
  Object convert(Object value);

  /** What stands for a long value that a change did not touch, and that the log leaves out. */
  Object untold(String word);
}
