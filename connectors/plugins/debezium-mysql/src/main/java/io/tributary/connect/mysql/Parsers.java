package io.tributary.connect.mysql;

import io.debezium.connector.binlog.charset.BinlogCharsetRegistry;
import io.debezium.connector.mysql.MySqlConnectorConfig;
import io.debezium.connector.mysql.antlr.MySqlAntlrDdlParser;
import io.debezium.connector.mysql.antlr.MySqlPtAntlrDdlParser;
import io.debezium.relational.Table;
import io.debezium.relational.TableId;
import io.debezium.relational.Tables;
import io.debezium.relational.ddl.AbstractDdlParser;
import io.debezium.relational.ddl.DdlChanges;
import io.debezium.relational.ddl.DdlParser;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentMap;

/** The parsers of Debezium: what one of them does not understand, the next one is asked. */
final class Parsers {
  private static final String EXECUTABLE_COMMENT = "/*!";

  private final List<AbstractDdlParser> parsers;

  private Parsers(List<AbstractDdlParser> parsers) {
    this.parsers = parsers;
  }

  /**
   * @param chosen the one that Debezium was configured to use
   */
  static Parsers of(DdlParser chosen, MySqlConnectorConfig config) {
    return chosen instanceof MySqlAntlrDdlParser first
        ? new Parsers(List.of(first, new Elder(first, config)))
        : new Parsers(List.of((AbstractDdlParser) chosen));
  }

  AbstractDdlParser first() {
    return parsers.get(0);
  }

  void setCurrentDatabase(String name) {
    parsers.forEach(parser -> parser.setCurrentDatabase(name));
  }

  void setCurrentSchema(String name) {
    parsers.forEach(parser -> parser.setCurrentSchema(name));
  }

  /**
   * What a statement changes, and empty where no parser understands it; then the tables are as they
   * were.
   */
  Optional<DdlChanges> parse(String statement, Tables tables) {
    Tables before = tables.clone();
    for (AbstractDdlParser parser : readersOf(statement)) {
      try {
        return Optional.of(parser.parse(statement, tables));
      } catch (RuntimeException | StackOverflowError e) {
        // It fails in its walk, too, with some of the changes made.
        parser.getAndResetDdlChanges();
        restore(before, tables);
      }
    }
    return Optional.empty();
  }

  /** The elder one skips executable comments without a word. */
  private List<AbstractDdlParser> readersOf(String statement) {
    return statement.contains(EXECUTABLE_COMMENT) ? parsers.subList(0, 1) : parsers;
  }

  private static void restore(Tables before, Tables tables) {
    for (TableId id : tables.tableIds()) {
      if (before.forTable(id) == null) {
        tables.removeTable(id);
      }
    }
    for (TableId id : before.tableIds()) {
      Table table = before.forTable(id);
      if (!table.equals(tables.forTable(id))) {
        tables.overwriteTable(table);
      }
    }
  }

  /** Debezium's parser of former versions, which knows what the other one was told. */
  private static final class Elder extends MySqlPtAntlrDdlParser {
    private final MySqlAntlrDdlParser other;

    Elder(MySqlAntlrDdlParser other, MySqlConnectorConfig config) {
      super(
          true,
          false,
          config.isSchemaCommentsHistoryEnabled(),
          config.getTableFilters().dataCollectionFilter(),
          config.getServiceRegistry().getService(BinlogCharsetRegistry.class));
      this.other = other;
      this.systemVariables = other.systemVariables();
    }

    @Override
    public ConcurrentMap<String, String> charsetNameForDatabase() {
      return other.charsetNameForDatabase();
    }
  }
}
