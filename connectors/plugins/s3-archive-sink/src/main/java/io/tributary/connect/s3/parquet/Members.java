package io.tributary.connect.s3.parquet;

import java.util.List;
import org.apache.kafka.connect.errors.DataException;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.Type;

/** What a group holds, in this order. */
final class Members {

  /**
   * @param optional whether it may be NULL
   */
  record Member(String name, boolean optional, Column column) {}

  private final String path;
  private final List<Member> members;

  /**
   * @param path of the group as failures name it; empty for a record
   * @param members at least one: Parquet has no group of nothing
   */
  Members(String path, List<Member> members) {
    this.path = path;
    this.members = members;
  }

  int size() {
    return members.size();
  }

  Member member(int at) {
    return members.get(at);
  }

  List<Type> types() {
    return members.stream()
        .map(
            member ->
                member
                    .column()
                    .type(
                        member.name(),
                        member.optional() ? Type.Repetition.OPTIONAL : Type.Repetition.REQUIRED))
        .toList();
  }

  Object checked(int at, Object value) {
    Member member = members.get(at);
    if (value == null && !member.optional()) {
      throw new DataException(
          "`%s` must hold a value in every row, got: null".formatted(path(path, member.name())));
    }
    return value == null ? null : member.column().checked(value);
  }

  /**
   * @param values checked, null for NULL
   * @return their bytes before encoding and compression
   */
  long write(Object[] values, RecordConsumer out) {
    long bytes = 0;
    for (int at = 0; at < values.length; at++) {
      if (values[at] != null) {
        Member member = members.get(at);
        out.startField(member.name(), at);
        bytes += member.column().write(values[at], out);
        out.endField(member.name(), at);
      }
    }
    return bytes;
  }

  static String path(String group, String name) {
    return group.isEmpty() ? name : group + "." + name;
  }
}
