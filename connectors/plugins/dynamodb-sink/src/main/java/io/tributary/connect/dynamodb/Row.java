package io.tributary.connect.dynamodb;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/** Named values: a struct, or a map with or without a schema. */
final class Row {
  private final Schema schema;
  private final Object value;

  private Row(Schema schema, Object value) {
    this.schema = schema;
    this.value = value;
  }

  /** Empty where the value has no names. */
  static Optional<Row> of(Schema schema, Object value) {
    if (value instanceof Struct struct) {
      return Optional.of(new Row(struct.schema(), struct));
    }
    return value instanceof Map<?, ?> ? Optional.of(new Row(schema, value)) : Optional.empty();
  }

  /** Null where there is none; never a column's default in place of a null. */
  Object get(String name) {
    if (value instanceof Struct struct) {
      return schema.field(name) == null ? null : struct.getWithoutDefault(name);
    }
    return ((Map<?, ?>) value).get(name);
  }

  /** Null where values have no schema. */
  Schema schemaOf(String name) {
    if (value instanceof Struct) {
      Field field = schema.field(name);
      return field == null ? null : field.schema();
    }
    return schema == null ? null : schema.valueSchema();
  }

  /** The value as a row of its own. */
  Optional<Row> row(String name) {
    return of(schemaOf(name), get(name));
  }

  /** Null where there is none, or no text. */
  String text(String name) {
    return get(name) instanceof String text ? text : null;
  }

  /** Null where there is none, or no whole number of 64 bits. */
  Long whole(String name) {
    Object found = get(name);
    boolean whole = found instanceof Long || found instanceof Integer || found instanceof Short;
    return whole ? ((Number) found).longValue() : null;
  }

  /** Of all values, in the row's order; a map's may be anything. */
  List<Object> names() {
    if (value instanceof Struct) {
      return schema.fields().stream().<Object>map(Field::name).toList();
    }
    return new ArrayList<>(((Map<?, ?>) value).keySet());
  }
}
