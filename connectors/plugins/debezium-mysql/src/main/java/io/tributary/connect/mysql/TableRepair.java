package io.tributary.connect.mysql;

import io.debezium.relational.Column;
import io.debezium.relational.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A table that is known, made the one that the log tells of.
 *
 * @param changes what was otherwise, in one line per column
 */
record TableRepair(Table table, List<String> changes) {

  /** Empty where what is known is of another table: other columns, or of other types. */
  static Optional<TableRepair> of(Table known, LogTable told, Charsets charsets) {
    List<Column> were = inOrder(known.columns(), told.columns());
    if (were.size() != told.columns().size()) {
      return Optional.empty();
    }
    List<String> changes = new ArrayList<>();
    if (!were.equals(known.columns())) {
      changes.add("order=" + namesOf(known.columns()) + " log=" + namesOf(were));
    }
    List<Column> columns = new ArrayList<>();
    for (int at = 0; at < were.size(); at++) {
      Column column = were.get(at);
      LogColumn is = told.columns().get(at);
      if (!isSame(column.name(), is.name()) || !TypeNames.mayBe(column, is.type())) {
        return Optional.empty();
      }
      ColumnRepair repair = new ColumnRepair(column, is, charsets);
      columns.add(repair.column());
      if (!repair.changes().isEmpty()) {
        changes.add("column=" + column.name() + " " + String.join(" ", repair.changes()));
      }
    }
    List<String> key = keyOf(known, told, columns);
    if (!key.equals(known.primaryKeyColumnNames())) {
      changes.add("key=" + known.primaryKeyColumnNames() + " log=" + key);
    }
    return Optional.of(
        changes.isEmpty()
            ? new TableRepair(known, changes)
            : new TableRepair(
                known.edit().setColumns(columns).setPrimaryKeyNames(key).create(), changes));
  }

  /** As the log has them, as far as it has their names. */
  private static List<Column> inOrder(List<Column> known, List<LogColumn> told) {
    List<Column> ordered = new ArrayList<>(known);
    ordered.sort(Comparator.comparingInt(column -> placeOf(column, told)));
    return ordered;
  }

  private static int placeOf(Column known, List<LogColumn> told) {
    for (int at = 0; at < told.size(); at++) {
      String name = told.get(at).name();
      if (name != null && name.equalsIgnoreCase(known.name())) {
        return at;
      }
    }
    return told.size();
  }

  private static List<String> namesOf(List<Column> columns) {
    return columns.stream().map(Column::name).toList();
  }

  /** MySQL has no case in them, and Debezium keeps that of a statement. */
  private static boolean isSame(String known, String told) {
    return told == null || known.equalsIgnoreCase(told);
  }

  private static List<String> keyOf(Table known, LogTable told, List<Column> columns) {
    List<String> were = known.primaryKeyColumnNames();
    if (told.primaryKey().isEmpty()) {
      return were;
    }
    return told.primaryKey().stream().map(at -> columns.get(at).name()).toList();
  }

  /** In the words of {@link LogTable#text}. */
  static String textOf(Table known) {
    return known.columns().stream()
        .map(column -> column.name() + " " + column.typeName())
        .collect(Collectors.joining(", ", "(", ")"));
  }
}
