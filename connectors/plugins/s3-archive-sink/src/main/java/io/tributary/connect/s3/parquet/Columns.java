package io.tributary.connect.s3.parquet;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.DataException;

/**
 * The columns of a schema. A struct without fields has none, and neither has what holds only such.
 */
final class Columns {
  /** Of structs in structs; a schema may hold itself, and Parquet has no columns for that. */
  private static final int DEEPEST = 100;

  private Columns() {}

  static Optional<Column> of(String path, Schema schema, int depth) {
    if (depth > DEEPEST) {
      throw new DataException(
          "`%s` must be no deeper than %d structs, lists and maps".formatted(path, DEEPEST));
    }
    return switch (schema.type()) {
      case STRUCT -> struct(path, schema, depth).map(Column.class::cast);
      case ARRAY -> {
        Schema element = schema.valueSchema();
        yield of(Members.path(path, "element"), element, depth + 1)
            .map(column -> Entries.ofList(path, element.isOptional(), column));
      }
      case MAP -> {
        Schema value = schema.valueSchema();
        Optional<Column> key = of(Members.path(path, "key"), schema.keySchema(), depth + 1);
        Optional<Column> held = of(Members.path(path, "value"), value, depth + 1);
        yield key.isEmpty() || held.isEmpty()
            ? Optional.empty()
            : Optional.of(Entries.ofMap(path, key.get(), value.isOptional(), held.get()));
      }
      default -> Optional.of(Leaves.of(path, schema));
    };
  }

  static Optional<StructGroup> struct(String path, Schema schema, int depth) {
    List<Members.Member> fields = new ArrayList<>();
    for (Field field : schema.fields()) {
      of(Members.path(path, field.name()), field.schema(), depth + 1)
          .ifPresent(
              column ->
                  fields.add(
                      new Members.Member(field.name(), field.schema().isOptional(), column)));
    }
    return fields.isEmpty()
        ? Optional.empty()
        : Optional.of(new StructGroup(path, new Members(path, fields)));
  }
}
