package io.tributary.connect.postgres;

import java.time.LocalTime;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.postgresql.util.PGobject;

/** What the server spells a value as: a range, a time of day, bits, an enum, a point, a row. */
class AnyText implements Conversion {

  @Override
  public SchemaBuilder schema() {
    return SchemaBuilder.string().optional();
  }

  @Override
  public Object convert(Object value) {
    if (value instanceof PGobject object) {
      return object.getValue();
    }
    // A time of day is the default of a column.
    return value instanceof String || value instanceof LocalTime ? value.toString() : null;
  }

  @Override
  public Object untold(String word) {
    return word;
  }
}
