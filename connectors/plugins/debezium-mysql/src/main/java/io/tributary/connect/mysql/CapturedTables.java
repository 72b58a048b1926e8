package io.tributary.connect.mysql;

import io.debezium.connector.mysql.MySqlConnectorConfig;
import io.debezium.relational.RelationalTableFilters;
import io.debezium.relational.TableId;
import java.util.Locale;
import java.util.function.Predicate;

/** Which tables and databases are captured, by names as a statement has them. */
record CapturedTables(
    Predicate<TableId> tables, Predicate<String> databases, boolean namesIgnoreCase) {

  /**
   * @param namesIgnoreCase whether the server stores names in lower case (`lower_case_table_names`)
   */
  static CapturedTables of(MySqlConnectorConfig config, boolean namesIgnoreCase) {
    RelationalTableFilters filters = config.getTableFilters();
    return new CapturedTables(
        filters.dataCollectionFilter()::isIncluded, filters.databaseFilter(), namesIgnoreCase);
  }

  boolean hasTable(TableId table) {
    return tables.test(new TableId(stored(table.catalog()), null, stored(table.table())));
  }

  boolean hasDatabase(String name) {
    return databases.test(stored(name));
  }

  private String stored(String name) {
    return namesIgnoreCase ? name.toLowerCase(Locale.ROOT) : name;
  }
}
