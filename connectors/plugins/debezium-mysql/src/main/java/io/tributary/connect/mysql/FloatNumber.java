package io.tributary.connect.mysql;

import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;

/**
 * A number of 4 or 8 bytes under one of its other names: {@code FLOAT(7,3)}, {@code FLOAT4}, {@code
 * REAL}.
 */
final class FloatNumber implements Conversion {

  private final Schema.Type type;

  /**
   * @param type FLOAT32 or FLOAT64
   */
  FloatNumber(Schema.Type type) {
    this.type = type;
  }

  @Override
  public SchemaBuilder schema() {
    return SchemaBuilder.type(type);
  }

  @Override
  public Object convert(Object value) {
    if (!(value instanceof Number || value instanceof String)) {
      return null;
    }
    // By its text, so that 0.1 stays 0.1 in either.
    String text = value.toString().strip();
    return type == Schema.Type.FLOAT32 ? (Object) Float.valueOf(text) : Double.valueOf(text);
  }
}
