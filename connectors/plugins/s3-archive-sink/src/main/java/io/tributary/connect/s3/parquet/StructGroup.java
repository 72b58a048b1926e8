package io.tributary.connect.s3.parquet;

import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/** The fields of a struct, each a column or a group of them. */
final class StructGroup implements Column {
  /** Of every file, so that two schemas of the same columns are one. */
  private static final String ROOT = "row";

  private final String path;
  private final Members fields;

  StructGroup(String path, Members fields) {
    this.path = path;
    this.fields = fields;
  }

  /** As the struct of a record. */
  MessageType message() {
    return new MessageType(ROOT, fields.types());
  }

  @Override
  public Type type(String name, Type.Repetition repetition) {
    return new GroupType(repetition, name, fields.types());
  }

  @Override
  public Object[] checked(Object value) {
    if (!(value instanceof Struct struct)) {
      throw new DataException("`%s` must be a struct, got: %s".formatted(path, value));
    }
    Object[] checked = new Object[fields.size()];
    for (int at = 0; at < checked.length; at++) {
      Members.Member field = fields.member(at);
      // Of a field that must hold something nobody can mean NULL: it was left out for its default.
      Object told =
          field.optional() ? struct.getWithoutDefault(field.name()) : struct.get(field.name());
      checked[at] = fields.checked(at, told);
    }
    return checked;
  }

  @Override
  public long write(Object checked, RecordConsumer out) {
    out.startGroup();
    long bytes = fields.write((Object[]) checked, out);
    out.endGroup();
    return bytes;
  }

  /** As the struct of a record. */
  long writeMessage(Object[] checked, RecordConsumer out) {
    out.startMessage();
    long bytes = fields.write(checked, out);
    out.endMessage();
    return bytes;
  }
}
