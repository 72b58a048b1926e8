package io.tributary.connect.mysql;

import io.debezium.relational.Column;
import io.debezium.relational.Key.KeyMapper;
import io.debezium.relational.RelationalDatabaseSchema;
import io.debezium.relational.Table;
import io.debezium.relational.TableEditor;
import io.debezium.relational.TableSchemaBuilder;
import io.debezium.relational.Tables.ColumnNameFilter;
import io.debezium.relational.mapping.ColumnMappers;
import io.debezium.spi.topic.TopicNamingStrategy;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Schemas of tables' events, which are made of columns with their defaults.
 *
 * @param maker makes the schema of a table, and fails where it cannot
 */
record Schemas(Consumer<Table> maker) {
  private static final Logger LOG = LoggerFactory.getLogger(Schemas.class);

  /** As Debezium makes them of the tables that it knows. */
  static Schemas of(RelationalDatabaseSchema known) {
    var builder = (TableSchemaBuilder) field("schemaBuilder").get(known);
    var topics = (TopicNamingStrategy<?>) field("topicNamingStrategy").get(known);
    var columns = (ColumnNameFilter) field("columnFilter").get(known);
    var mappers = (ColumnMappers) field("columnMappers").get(known);
    var keys = (KeyMapper) field("customKeysMapper").get(known);
    return new Schemas(table -> builder.create(topics, table, columns, mappers, keys));
  }

  private static PrivateField field(String name) {
    return PrivateField.of(RelationalDatabaseSchema.class, name);
  }

  /**
   * The table without those defaults that cannot be told: rows carry their values, so that nothing
   * is lost.
   *
   * @throws RuntimeException where none of them is to blame
   */
  Table withTellableDefaults(Table table) {
    try {
      maker.accept(table);
      return table;
    } catch (RuntimeException e) {
      return withoutUntellable(table);
    }
  }

  private Table withoutUntellable(Table table) {
    Table tellable = withDefaults(table, column -> false);
    maker.accept(tellable);
    for (Column column : table.columns()) {
      if (column.hasDefaultValue()) {
        Table one = withDefaults(table, column::equals);
        try {
          maker.accept(one);
          tellable = tellable.edit().updateColumn(column).create();
        } catch (RuntimeException e) {
          LOG.warn(
              "default.left_out table={} column={} default={} reason={}",
              table.id(),
              column.name(),
              column.defaultValueExpression().orElse(null),
              e.getMessage());
        }
      }
    }
    return tellable;
  }

  private static Table withDefaults(Table table, Predicate<Column> kept) {
    TableEditor editor = table.edit();
    for (Column column : table.columns()) {
      if (column.hasDefaultValue() && !kept.test(column)) {
        editor.updateColumn(column.edit().unsetDefaultValueExpression().create());
      }
    }
    return editor.create();
  }
}
