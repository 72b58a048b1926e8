package io.tributary.connect.mysql;

import io.debezium.relational.SystemVariables;
import io.debezium.relational.Table;
import io.debezium.relational.TableId;
import io.debezium.relational.Tables;
import io.debezium.relational.ddl.DdlChanges;
import io.debezium.relational.ddl.DdlParser;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads statements for a schema: those of the log, of a snapshot, and of the schema history. Where
 * no parser understands one, its text decides whether it may be about a captured table.
 */
final class StatementReader implements DdlParser {
  private static final Logger LOG = LoggerFactory.getLogger(StatementReader.class);

  /**
   * What Java makes of bytes that are no text to it: options of an ENUM, names and defaults would
   * be others.
   */
  private static final char UNREADABLE = '\uFFFD';

  private final Parsers parsers;
  private final CapturedTables captured;
  private final Readings readings;
  private final Schemas schemas;
  private final Doubts doubts;
  private String database = "";

  StatementReader(
      Parsers parsers, CapturedTables captured, Readings readings, Schemas schemas, Doubts doubts) {
    this.parsers = parsers;
    this.captured = captured;
    this.readings = readings;
    this.schemas = schemas;
    this.doubts = doubts;
  }

  @Override
  public void setCurrentDatabase(String name) {
    database = name == null ? "" : name;
    parsers.setCurrentDatabase(name);
  }

  @Override
  public void setCurrentSchema(String name) {
    database = name == null ? "" : name;
    parsers.setCurrentSchema(name);
  }

  @Override
  public SystemVariables systemVariables() {
    return parsers.first().systemVariables();
  }

  @Override
  public DdlChanges parse(String statement, Tables tables) {
    String reading = readings.of(statement);
    if (reading.isBlank()) {
      LOG.warn(
          "statement.passed_over place={} reason=configured {}",
          doubts.where(),
          Doubts.told(statement));
      return new NoChanges();
    }
    if (Subject.isOfTemporaryTable(reading) || RowStatement.is(reading)) {
      return new NoChanges();
    }
    Subject subject = Subject.of(reading, database);
    if (reading.indexOf(UNREADABLE) >= 0 && subject.mayConcern(captured) && doubts.isLogRead()) {
      throw inDoubt(
          "A statement has characters that are not told (its session's are not the worker's)",
          statement);
    }
    Optional<DdlChanges> changes = parsers.parse(reading, tables);
    if (changes.isEmpty()) {
      return passOver(statement, subject, tables);
    }
    requireDefinitions(statement, subject, tables);
    requireSchemas(statement, subject, tables);
    return changes.get();
  }

  /**
   * A parser takes what it reads of an unknown table for nothing. The connector would go on with
   * the columns that a captured table had before.
   */
  private void requireDefinitions(String statement, Subject subject, Tables tables) {
    boolean unknown =
        subject.defined().stream()
            .anyMatch(table -> captured.hasTable(table) && tables.forTable(table) == null);
    if (unknown && doubts.isLogRead()) {
      throw inDoubt("A statement defines a captured table by one that is not known", statement);
    }
  }

  /** What fails behind the statement would not tell it. */
  private void requireSchemas(String statement, Subject subject, Tables tables) {
    for (TableId id : subject.tables()) {
      Table table = captured.hasTable(id) ? tables.forTable(id) : null;
      if (table != null) {
        try {
          Table tellable = schemas.withTellableDefaults(table);
          if (tellable != table) {
            tables.overwriteTable(tellable);
          }
        } catch (RuntimeException e) {
          throw inDoubt(
              "A statement makes a captured table what cannot be told (%s)"
                  .formatted(e.getMessage()),
              statement);
        }
      }
    }
  }

  private DdlChanges passOver(String statement, Subject subject, Tables tables) {
    if (subject.mayConcern(captured)) {
      throw inDoubt(
          "A statement that no parser understands may change a captured table", statement);
    }
    LOG.warn(
        "statement.passed_over place={} database={} forgotten={} {}",
        doubts.where(),
        database,
        subject.tables().stream().map(TableId::toString).collect(Collectors.joining(",")),
        Doubts.told(statement));
    return subject
        .forgetting()
        .flatMap(forgetting -> parsers.parse(forgetting, tables))
        .orElseGet(NoChanges::new);
  }

  private ConnectException inDoubt(String problem, String statement) {
    return doubts.ofStatement(problem, statement, doubts.where(), database);
  }

  /** Nothing to be recorded: an empty list would be recorded as the statement's own text. */
  private static final class NoChanges extends DdlChanges {
    @Override
    public boolean isEmpty() {
      return false;
    }

    @Override
    public void getEventsByDatabase(DatabaseEventConsumer consumer) {}
  }
}
