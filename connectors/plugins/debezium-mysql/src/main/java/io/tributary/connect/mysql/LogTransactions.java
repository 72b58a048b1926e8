package io.tributary.connect.mysql;

import com.github.shyiko.mysql.binlog.event.Event;
import com.github.shyiko.mysql.binlog.event.EventType;
import com.github.shyiko.mysql.binlog.event.GtidEventData;
import com.github.shyiko.mysql.binlog.event.QueryEventData;
import com.github.shyiko.mysql.binlog.event.TableMapEventData;
import com.github.shyiko.mysql.binlog.event.TransactionPayloadEventData;
import com.github.shyiko.mysql.binlog.event.UpdateRowsEventData;
import com.github.shyiko.mysql.binlog.event.XAPrepareEventData;
import io.debezium.connector.binlog.event.EventDataDeserializationExceptionData;
import io.debezium.relational.TableId;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds what Debezium passes over, and what rows of captured tables are not told by: distributed
 * transactions that are rolled back after their rows were in the log, and what sessions log
 * otherwise than the server does.
 */
final class LogTransactions {
  private static final Logger LOG = LoggerFactory.getLogger(LogTransactions.class);

  /** As the server writes it, whatever the session's own words were. */
  private static final Pattern DISTRIBUTED =
      Pattern.compile("XA (START|COMMIT|ROLLBACK) (\\S+)", Pattern.CASE_INSENSITIVE);

  private final CapturedTables captured;
  private final Readings readings;
  private final Doubts doubts;

  private final Map<Long, TableId> tables = new HashMap<>();
  private final Map<String, Prepared> prepared = new HashMap<>();
  private String gtid = "";
  private String distributed = "";
  private Set<TableId> touched = new LinkedHashSet<>();

  /**
   * @param tables captured ones that it may have changed
   */
  private record Prepared(String gtid, Set<TableId> tables) {}

  LogTransactions(CapturedTables captured, Readings readings, Doubts doubts) {
    this.captured = captured;
    this.readings = readings;
    this.doubts = doubts;
  }

  /** Whether a distributed transaction has begun, and its end was not read yet. */
  boolean isInDistributed() {
    return !distributed.isEmpty();
  }

  /**
   * @throws org.apache.kafka.connect.errors.ConnectException where capture has to stop before it
   */
  void read(Event event, String place) {
    read(event, place, false);
  }

  private void read(Event event, String place, boolean isCompressed) {
    Object data = event.getData();
    EventType type = event.getHeader().getEventType();
    if (type == EventType.ROTATE) {
      tables.clear();
    } else if (type == EventType.PARTIAL_UPDATE_ROWS_EVENT) {
      readPartial((UpdateRowsEventData) data, place);
    } else if (data instanceof TableMapEventData table) {
      readTable(table, place, isCompressed);
    } else if (data instanceof QueryEventData query) {
      readStatement(query.getSql().strip(), query.getDatabase(), place);
    } else if (data instanceof GtidEventData begun) {
      gtid = String.valueOf(begun.getMySqlGtid());
    } else if (data instanceof XAPrepareEventData end) {
      readPrepared(end);
    } else if (type == EventType.INCIDENT
        && !(data instanceof EventDataDeserializationExceptionData)) {
      stop("The server has lost changes that the log does not have", "Incident", place, "");
    } else if (data instanceof TransactionPayloadEventData compressed) {
      compressed.getUncompressedEvents().forEach(each -> read(each, place, true));
    }
  }

  private void readTable(TableMapEventData table, String place, boolean isCompressed) {
    TableId id = new TableId(table.getDatabase(), null, table.getTable());
    tables.put(table.getTableId(), id);
    if (captured.hasTable(id)) {
      touched.add(id);
      if (isCompressed) {
        stop(
            "A session logged a compressed transaction, all changes of which have one position, and which may change a captured table",
            "Transaction_payload " + id,
            place,
            table.getDatabase());
      }
    }
  }

  private void readStatement(String statement, String database, String place) {
    Matcher outcome = DISTRIBUTED.matcher(statement);
    if (!outcome.matches()) {
      if (statement.equalsIgnoreCase("BEGIN")) {
        touched = new LinkedHashSet<>();
      } else if (statement.equalsIgnoreCase("ROLLBACK") && !touched.isEmpty()) {
        stop("A transaction is rolled back whose rows are in the log", statement, place, database);
      } else if (RowStatement.mayConcern(statement, database, captured)) {
        stop(
            "A session logged a statement in the place of rows, which may change a captured table",
            statement,
            place,
            database);
      }
      return;
    }
    String id = outcome.group(2);
    switch (outcome.group(1).toUpperCase(Locale.ROOT)) {
      case "START" -> {
        distributed = id;
        touched = new LinkedHashSet<>();
      }
      case "COMMIT" -> prepared.remove(id);
      default -> readRollback(statement, prepared.remove(id), place, database);
    }
  }

  private void readPrepared(XAPrepareEventData end) {
    if (!end.isOnePhase()) {
      prepared.put(distributed, new Prepared(gtid, touched));
    }
    distributed = "";
  }

  private void readRollback(String statement, Prepared known, String place, String database) {
    if (known == null) {
      stop(
          "A distributed transaction is rolled back whose tables are not known, since it was prepared before this start",
          statement,
          place,
          database);
    } else if (!known.tables.isEmpty()) {
      stop(
          "A distributed transaction is rolled back, and its rows were told (prepared as %s, tables %s)"
              .formatted(known.gtid, new TreeSet<>(known.tables)),
          statement,
          place,
          database);
    }
  }

  /** Debezium has no reader for it. */
  private void readPartial(UpdateRowsEventData rows, String place) {
    TableId table = rows == null ? null : tables.get(rows.getTableId());
    if (table == null || captured.hasTable(table)) {
      stop(
          "A session logged parts of JSON documents in the place of rows of a captured table",
          "Update_rows_partial " + table,
          place,
          table == null ? "" : table.catalog());
    }
  }

  private void stop(String problem, String statement, String place, String database) {
    if (!readings.of(statement).isBlank()) {
      throw doubts.ofStatement(problem, statement, place, database);
    }
    LOG.warn("statement.passed_over place={} reason=configured {}", place, Doubts.told(statement));
  }
}
