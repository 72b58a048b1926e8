package io.tributary.connect.postgres;

import org.apache.kafka.connect.data.SchemaBuilder;
import org.postgresql.util.PGobject;

/** What the server spells a value as: a range, a time of day, bits, an enum, a point, a row. */
class AnyText implements Conversion {

  @Override
  public SchemaBuilder schema() {
    return SchemaBuilder.string();
  }

  @Override
  public Object convert(Object value) {
    return value instanceof PGobject object ? object.getValue() : value instanceof String ? value : null;
  }

  @Override
  public Object untold(String word) {
    return word;
  }
}
