package io.tributary.connect.transforms;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/** Values under schemas that have lost their defaults. What no schema changed for is reused. */
final class PlainValues {

  private PlainValues() {}

  static Object plain(Schema schema, Schema plain, Object value) {
    if (schema == plain || value == null) {
      return value;
    }
    return switch (schema.type()) {
      case STRUCT -> struct(schema, plain, (Struct) value);
      case ARRAY -> array(schema, plain, (List<?>) value);
      case MAP -> map(schema, plain, (Map<?, ?>) value);
      default -> value;
    };
  }

  private static Struct struct(Schema schema, Schema plain, Struct struct) {
    Struct told = new Struct(plain);
    for (Field field : schema.fields()) {
      // Of a field that must hold something nobody can mean NULL: it was left out for its default.
      Object value =
          field.schema().isOptional()
              ? struct.getWithoutDefault(field.name())
              : struct.get(field.name());
      Field target = plain.fields().get(field.index());
      if (value != null) {
        told.put(target, plain(field.schema(), target.schema(), value));
      }
    }
    return told;
  }

  private static List<Object> array(Schema schema, Schema plain, List<?> values) {
    List<Object> told = new ArrayList<>(values.size());
    for (Object each : values) {
      told.add(plain(schema.valueSchema(), plain.valueSchema(), each));
    }
    return told;
  }

  private static Map<Object, Object> map(Schema schema, Schema plain, Map<?, ?> values) {
    Map<Object, Object> told = new LinkedHashMap<>();
    values.forEach(
        (key, value) ->
            told.put(
                plain(schema.keySchema(), plain.keySchema(), key),
                plain(schema.valueSchema(), plain.valueSchema(), value)));
    return told;
  }
}
