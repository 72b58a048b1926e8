package io.tributary.connect.mysql;

import org.apache.kafka.connect.data.SchemaBuilder;

/**
 * {@code BOOL} in a statement, which is the {@code TINYINT(1)} that a snapshot finds, and may be
 * any number of one byte.
 */
final class TinyNumber implements Conversion {

  @Override
  public SchemaBuilder schema() {
    return SchemaBuilder.int16();
  }

  @Override
  public Object convert(Object value) {
    if (value instanceof Boolean truth) {
      return (short) (truth ? 1 : 0);
    }
    return value instanceof Number number ? (Object) number.shortValue() : null;
  }
}
