package io.tributary.connect.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.shyiko.mysql.binlog.BinaryLogClient;
import com.github.shyiko.mysql.binlog.event.Event;
import com.github.shyiko.mysql.binlog.event.EventHeaderV4;
import com.github.shyiko.mysql.binlog.event.EventType;
import com.github.shyiko.mysql.binlog.event.QueryEventData;
import com.github.shyiko.mysql.binlog.event.XAPrepareEventData;
import io.debezium.config.Configuration;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LogGuardTest {
  private final BinaryLogClient client = new BinaryLogClient("none", "none");
  private final List<String> passed = new ArrayList<>();
  private final List<Throwable> failures = new ArrayList<>();
  private final LogGuard guard =
      new LogGuard(
          new LogTransactions(
              new CapturedTables(
                  table -> table.toString().equals("salesdb.CUSTOMER"), "salesdb"::equals, false),
              Readings.of(Configuration.from(Map.of())),
              new Doubts(PolledDelivery.start(), Optional::empty)),
          failures::add);

  @BeforeEach
  void connect() {
    client.registerEventListener(event -> passed.add("first " + textOf(event)));
    client.registerEventListener(event -> passed.add("second " + textOf(event)));
    guard.onConnect(client);
  }

  private static String textOf(Event event) {
    QueryEventData data = event.getData();
    return data.getSql();
  }

  /** As the client does. */
  private void read(String statement) {
    EventHeaderV4 header = new EventHeaderV4();
    header.setEventType(EventType.QUERY);
    QueryEventData data = new QueryEventData();
    data.setSql(statement);
    data.setDatabase("salesdb");
    client.getEventListeners().forEach(listener -> listener.onEvent(new Event(header, data)));
  }

  @Test
  void handsEachEventOnOnceAndInOrder() {
    read("BEGIN");
    guard.onConnect(client);
    read("COMMIT");

    assertThat(passed)
        .containsExactly("first BEGIN", "second BEGIN", "first COMMIT", "second COMMIT");
    assertThat(failures).isEmpty();
  }

  @Test
  void handsNothingOnFromADoubtfulEventOn() {
    read("DELETE FROM CUSTOMER");
    read("COMMIT");
    guard.onConnect(client);
    read("COMMIT");

    assertThat(passed).isEmpty();
    assertThat(failures)
        .singleElement()
        .satisfies(e -> assertThat(e).hasMessageContaining("DELETE FROM CUSTOMER"));
  }

  @Test
  void startsAgainWhereAConnectionEndsWithinADistributedTransaction() {
    read("XA START X'61',X'',1");
    guard.onConnect(client);
    read("XA END X'61',X'',1");

    assertThat(passed).hasSize(2);
    assertThat(failures).singleElement().isInstanceOf(IOException.class);
  }

  @Test
  void takesTheListenersThatCameSinceTheLastConnection() {
    client.registerEventListener(event -> passed.add("third " + textOf(event)));
    guard.onConnect(client);
    read("BEGIN");

    assertThat(passed).containsExactly("first BEGIN", "second BEGIN", "third BEGIN");
  }

  @Test
  void failsWhereAnEventCannotBeRead() {
    EventHeaderV4 header = new EventHeaderV4();
    header.setEventType(EventType.PARTIAL_UPDATE_ROWS_EVENT);
    guard.onEvent(new Event(header, new XAPrepareEventData()));

    assertThat(failures).singleElement().isInstanceOf(ClassCastException.class);
  }
}
