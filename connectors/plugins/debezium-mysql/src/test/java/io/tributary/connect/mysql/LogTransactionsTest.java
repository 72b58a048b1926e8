package io.tributary.connect.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.shyiko.mysql.binlog.event.Event;
import com.github.shyiko.mysql.binlog.event.EventData;
import com.github.shyiko.mysql.binlog.event.EventHeaderV4;
import com.github.shyiko.mysql.binlog.event.EventType;
import com.github.shyiko.mysql.binlog.event.QueryEventData;
import com.github.shyiko.mysql.binlog.event.TableMapEventData;
import com.github.shyiko.mysql.binlog.event.TransactionPayloadEventData;
import com.github.shyiko.mysql.binlog.event.UpdateRowsEventData;
import com.github.shyiko.mysql.binlog.event.XAPrepareEventData;
import io.debezium.config.Configuration;
import io.debezium.connector.binlog.event.EventDataDeserializationExceptionData;
import io.debezium.relational.TableId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LogTransactionsTest {
  private static final CapturedTables CAPTURED =
      new CapturedTables(
          (TableId table) -> table.toString().equals("salesdb.CUSTOMER"), "salesdb"::equals, false);

  private final LogTransactions transactions = transactions(Map.of());

  private static LogTransactions transactions(Map<String, String> readings) {
    return new LogTransactions(
        CAPTURED,
        Readings.of(Configuration.from(readings)),
        new Doubts(PolledDelivery.start(), Optional::empty));
  }

  private void read(Event... events) {
    for (Event event : events) {
      transactions.read(event, "binlog.000007, position 4711");
    }
  }

  private static Event event(EventType type, EventData data) {
    EventHeaderV4 header = new EventHeaderV4();
    header.setEventType(type);
    header.setEventLength(11);
    header.setNextPosition(4722);
    return new Event(header, data);
  }

  private static Event query(String statement) {
    QueryEventData data = new QueryEventData();
    data.setSql(statement);
    data.setDatabase("salesdb");
    return event(EventType.QUERY, data);
  }

  private static Event table(long id, String database, String name) {
    TableMapEventData data = new TableMapEventData();
    data.setTableId(id);
    data.setDatabase(database);
    data.setTable(name);
    return event(EventType.TABLE_MAP, data);
  }

  private static Event prepare(boolean isOnePhase) {
    XAPrepareEventData data = new XAPrepareEventData();
    data.setOnePhase(isOnePhase);
    return event(EventType.XA_PREPARE, data);
  }

  private static Event partial(long table) {
    UpdateRowsEventData data = new UpdateRowsEventData();
    data.setTableId(table);
    return event(EventType.PARTIAL_UPDATE_ROWS_EVENT, data);
  }

  private static Event compressed(Event... events) {
    TransactionPayloadEventData data = new TransactionPayloadEventData();
    data.setUncompressedEvents(new ArrayList<>(List.of(events)));
    return event(EventType.TRANSACTION_PAYLOAD, data);
  }

  @Test
  void aRollbackAfterThePreparationOfACapturedTableStops() {
    read(query("XA START X'61',X'',1"), table(1, "salesdb", "CUSTOMER"), prepare(false));

    assertThatThrownBy(() -> read(query("XA ROLLBACK X'61',X'',1")))
        .hasMessageContaining("tables [salesdb.CUSTOMER]")
        .hasMessageContaining(
            ": XA ROLLBACK X'61',X'',1 (binlog.000007, position 4711, database `salesdb`)")
        .hasMessageContaining("docs/runbook.md");
  }

  @Test
  void severalArePreparedAtOnce() {
    read(query("XA START X'61',X'',1"), table(1, "salesdb", "CUSTOMER"), prepare(false));
    read(query("XA START X'62',X'',1"), table(2, "cms", "page"), prepare(false));
    read(query("BEGIN"), table(1, "salesdb", "CUSTOMER"));
    read(query("XA ROLLBACK X'62',X'',1"), query("XA COMMIT X'61',X'',1"));

    assertThatThrownBy(() -> read(query("XA ROLLBACK X'61',X'',1")))
        .hasMessageContaining("not known");
  }

  @Test
  void oneThatWasPreparedBeforeIsInDoubtOnlyWhereItIsRolledBack() {
    read(query("XA COMMIT X'61',X'',1"));

    assertThatThrownBy(() -> read(query("XA ROLLBACK X'61',X'',1")))
        .hasMessageContaining("whose tables are not known");
  }

  @Test
  void onePhaseIsItsOwnOutcome() {
    read(query("XA START X'61',X'',1"), table(1, "salesdb", "CUSTOMER"));
    assertThat(transactions.isInDistributed()).isTrue();
    read(prepare(true));
    assertThat(transactions.isInDistributed()).isFalse();
  }

  @Test
  void anOutcomeThatSomebodyUnderstoodPasses() {
    var told = transactions(Map.of("statements.0.text", "XA ROLLBACK X'61',X'',1"));

    told.read(query("XA ROLLBACK X'61',X'',1"), "binlog.000007, position 4711");
    assertThatThrownBy(
            () -> told.read(query("XA ROLLBACK X'62',X'',1"), "binlog.000007, position 4711"))
        .hasMessageContaining("XA ROLLBACK X'62',X'',1");
  }

  @Test
  void rowsThatARollbackEndsStopAsWell() {
    read(query("BEGIN"), table(2, "cms", "page"), query("ROLLBACK"));
    read(query("BEGIN"), table(1, "salesdb", "CUSTOMER"), query("ROLLBACK TO a"));

    assertThatThrownBy(() -> read(query("ROLLBACK"))).hasMessageContaining(": ROLLBACK (");
  }

  @Test
  void partsOfDocumentsStopWhereTheyMayBeOfACapturedTable() {
    read(table(2, "cms", "page"), partial(2));
    read(table(1, "salesdb", "CUSTOMER"));

    assertThatThrownBy(() -> read(partial(1)))
        .hasMessageContaining(": Update_rows_partial salesdb.CUSTOMER (");
    read(event(EventType.ROTATE, null));
    assertThatThrownBy(() -> read(partial(1))).hasMessageContaining(": Update_rows_partial null (");
  }

  @Test
  void statementsAndTablesOfACompressedTransactionCountAsWell() {
    read(compressed(query("BEGIN"), table(2, "cms", "page")));

    assertThatThrownBy(() -> read(compressed(query("BEGIN"), table(1, "salesdb", "CUSTOMER"))))
        .hasMessageContaining(": Transaction_payload salesdb.CUSTOMER (binlog.000007");
    assertThatThrownBy(() -> read(compressed(query("DELETE FROM CUSTOMER"))))
        .hasMessageContaining(": DELETE FROM CUSTOMER (");
  }

  @Test
  void whatTheServerLostStopsAndWhatCannotBeReadIsDebeziums() {
    read(event(EventType.INCIDENT, new EventDataDeserializationExceptionData(null)));

    assertThatThrownBy(() -> read(event(EventType.INCIDENT, null)))
        .hasMessageContaining(": Incident (binlog.000007, position 4711");
  }
}
