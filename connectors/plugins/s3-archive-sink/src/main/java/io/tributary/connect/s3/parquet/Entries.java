package io.tributary.connect.s3.parquet;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.errors.DataException;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

/** Lists and maps: a group that repeats a group of elements, or of keys and values. */
final class Entries implements Column {
  private final String path;
  private final LogicalTypeAnnotation annotation;
  private final String repeated;
  private final Members parts;

  private Entries(
      String path, LogicalTypeAnnotation annotation, String repeated, Members.Member... parts) {
    this.path = path;
    this.annotation = annotation;
    this.repeated = repeated;
    this.parts = new Members(path, List.of(parts));
  }

  static Entries ofList(String path, boolean optional, Column element) {
    return new Entries(
        path,
        LogicalTypeAnnotation.listType(),
        "list",
        new Members.Member("element", optional, element));
  }

  static Entries ofMap(String path, Column key, boolean optional, Column value) {
    return new Entries(
        path,
        LogicalTypeAnnotation.mapType(),
        "key_value",
        new Members.Member("key", false, key),
        new Members.Member("value", optional, value));
  }

  @Override
  public Type type(String name, Type.Repetition repetition) {
    var group = new GroupType(Type.Repetition.REPEATED, repeated, parts.types());
    return Types.buildGroup(repetition).as(annotation).addField(group).named(name);
  }

  @Override
  public Object checked(Object value) {
    List<Object[]> entries = new ArrayList<>();
    if (value instanceof List<?> list) {
      list.forEach(each -> entries.add(new Object[] {parts.checked(0, each)}));
    } else if (value instanceof Map<?, ?> map) {
      map.forEach(
          (key, each) -> entries.add(new Object[] {parts.checked(0, key), parts.checked(1, each)}));
    } else {
      throw new DataException("`%s` must be a list or a map, got: %s".formatted(path, value));
    }
    return entries;
  }

  @Override
  public long write(Object checked, RecordConsumer out) {
    List<?> entries = (List<?>) checked;
    long bytes = 0;
    out.startGroup();
    if (!entries.isEmpty()) {
      out.startField(repeated, 0);
      for (Object entry : entries) {
        out.startGroup();
        bytes += parts.write((Object[]) entry, out);
        out.endGroup();
      }
      out.endField(repeated, 0);
    }
    out.endGroup();
    return bytes;
  }
}
