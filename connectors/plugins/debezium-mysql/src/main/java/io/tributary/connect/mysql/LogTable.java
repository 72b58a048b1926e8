package io.tributary.connect.mysql;

import com.github.shyiko.mysql.binlog.event.TableMapEventData;
import com.github.shyiko.mysql.binlog.event.deserialization.ColumnType;
import io.debezium.relational.TableId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A table as the log tells of it, ahead of its rows.
 *
 * @param primaryKey places of its columns; empty where it has none or the log does not say
 */
record LogTable(TableId id, List<LogColumn> columns, List<Integer> primaryKey) {

  /**
   * @param metadata the optional part of the event
   */
  static LogTable of(TableId id, TableMapEventData event, byte[] metadata) throws IOException {
    List<ColumnType> types = typesOf(event);
    TableMetadata told = TableMetadata.of(metadata, types);
    List<LogColumn> columns = new ArrayList<>();
    for (int at = 0; at < types.size(); at++) {
      columns.add(
          new LogColumn(
              told.names().get(at),
              types.get(at),
              event.getColumnMetadata()[at],
              event.getColumnNullability().get(at),
              told.unsigned().get(at),
              told.collations().get(at),
              told.options().get(at)));
    }
    return new LogTable(id, columns, told.primaryKey());
  }

  private static List<ColumnType> typesOf(TableMapEventData event) {
    List<ColumnType> types = new ArrayList<>();
    for (int at = 0; at < event.getColumnTypes().length; at++) {
      ColumnType type = ColumnType.byCode(Byte.toUnsignedInt(event.getColumnTypes()[at]));
      types.add(
          type == ColumnType.STRING ? LogColumn.ofString(event.getColumnMetadata()[at]) : type);
    }
    return types;
  }

  /** What a definition of it can be given under. */
  String text() {
    return columns.stream()
        .map(column -> (column.name() == null ? "" : column.name() + " ") + column.typeName())
        .collect(Collectors.joining(", ", "TABLE " + id + " (", ")"));
  }
}
