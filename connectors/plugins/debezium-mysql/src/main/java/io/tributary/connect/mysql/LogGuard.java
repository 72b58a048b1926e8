package io.tributary.connect.mysql;

import com.github.shyiko.mysql.binlog.BinaryLogClient;
import com.github.shyiko.mysql.binlog.BinaryLogClient.EventListener;
import com.github.shyiko.mysql.binlog.event.Event;
import com.github.shyiko.mysql.binlog.event.EventHeaderV4;
import com.github.shyiko.mysql.binlog.event.EventType;
import com.github.shyiko.mysql.binlog.event.deserialization.EventDeserializer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Stands between the log's client and Debezium. From the first event on at which capture has to
 * stop it lets none through, so that a restart comes to the same place.
 */
final class LogGuard extends BinaryLogClient.AbstractLifecycleListener implements EventListener {

  private final LogTransactions transactions;
  private final Consumer<Throwable> failing;
  private final List<EventListener> guarded = new ArrayList<>();
  private BinaryLogClient client;
  private boolean stopped;
  private volatile String place;

  /**
   * @param failing ends the task; of the exceptions of listeners the client tells nobody
   */
  LogGuard(LogTransactions transactions, Consumer<Throwable> failing) {
    this.transactions = transactions;
    this.failing = failing;
  }

  /** Before the first event is read, each time. */
  @Override
  public void onConnect(BinaryLogClient connected) {
    client = connected;
    var events =
        (EventDeserializer) PrivateField.of(BinaryLogClient.class, "eventDeserializer").get(client);
    events.setEventDataDeserializer(
        EventType.EXECUTE_LOAD_QUERY, new LoggedOtherwise.LoadStatement());
    events.setEventDataDeserializer(
        EventType.PARTIAL_UPDATE_ROWS_EVENT, new LoggedOtherwise.PartialRows());
    for (EventListener listener : List.copyOf(client.getEventListeners())) {
      client.unregisterEventListener(listener);
      if (listener != this) {
        guarded.add(listener);
      }
    }
    client.registerEventListener(this);
    if (transactions.isInDistributed()) {
      // The client counts one as read from its first event on, and is not sent the rest.
      stop(new IOException("The log's connection was lost within a distributed transaction"));
    }
  }

  @Override
  public void onEvent(Event event) {
    if (stopped) {
      return;
    }
    EventHeaderV4 header = event.getHeader();
    place = "%s, position %d".formatted(client.getBinlogFilename(), header.getPosition());
    try {
      transactions.read(event, place);
    } catch (RuntimeException | StackOverflowError e) {
      stop(e);
      return;
    }
    guarded.forEach(listener -> listener.onEvent(event));
  }

  /** Of the event that is read now, as `SHOW BINLOG EVENTS` takes it; empty before the first. */
  Optional<String> place() {
    return Optional.ofNullable(place);
  }

  private void stop(Throwable problem) {
    stopped = true;
    failing.accept(problem);
  }
}
