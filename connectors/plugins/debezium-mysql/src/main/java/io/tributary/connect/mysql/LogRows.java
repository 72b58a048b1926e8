package io.tributary.connect.mysql;

import static io.debezium.config.CommonConnectorConfig.EventProcessingFailureHandlingMode.FAIL;

import com.github.shyiko.mysql.binlog.BinaryLogClient;
import com.github.shyiko.mysql.binlog.event.EventType;
import com.github.shyiko.mysql.binlog.event.TableMapEventData;
import com.github.shyiko.mysql.binlog.event.deserialization.AbstractRowsEventDataDeserializer;
import com.github.shyiko.mysql.binlog.event.deserialization.ColumnType;
import com.github.shyiko.mysql.binlog.event.deserialization.EventDataDeserializer;
import com.github.shyiko.mysql.binlog.event.deserialization.EventDeserializer;
import com.github.shyiko.mysql.binlog.io.ByteArrayInputStream;
import io.debezium.connector.binlog.event.RowDeserializers;
import io.debezium.connector.mysql.MySqlChangeEventSourceFactory;
import io.debezium.pipeline.ChangeEventSourceCoordinator;
import java.io.IOException;
import java.io.Serializable;
import java.util.BitSet;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;

/** Rows of the log as Debezium reads them, with zero dates told apart from NULL. */
final class LogRows extends BinaryLogClient.AbstractLifecycleListener {

  private final LogTables tables;

  private LogRows(LogTables tables) {
    this.tables = tables;
  }

  /** Has the coordinator's client read rows so, from its first event on, behind a guard. */
  static void readBy(
      ChangeEventSourceCoordinator<?, ?> coordinator, LogTables tables, LogGuard guard) {
    Object factory =
        PrivateField.of(ChangeEventSourceCoordinator.class, "changeEventSourceFactory")
            .get(coordinator);
    var client =
        (BinaryLogClient)
            PrivateField.of(MySqlChangeEventSourceFactory.class, "binaryLogClient").get(factory);
    client.registerLifecycleListener(new LogRows(tables));
    client.registerLifecycleListener(guard);
    if (client.isConnected()) {
      throw new ConnectException(
          "The log was read before zero dates could be told apart: start the task again");
    }
  }

  /** Before the first event is read, each time. */
  @Override
  public void onConnect(BinaryLogClient client) {
    var events =
        (EventDeserializer) PrivateField.of(BinaryLogClient.class, "eventDeserializer").get(client);
    tables.readBy(events);
    for (EventType type : new EventType[] {EventType.WRITE_ROWS, EventType.EXT_WRITE_ROWS}) {
      events.setEventDataDeserializer(
          type, new Write(tables(events, type)).setMayContainExtraInformation(isExtended(type)));
    }
    for (EventType type : new EventType[] {EventType.UPDATE_ROWS, EventType.EXT_UPDATE_ROWS}) {
      events.setEventDataDeserializer(
          type, new Update(tables(events, type)).setMayContainExtraInformation(isExtended(type)));
    }
    for (EventType type : new EventType[] {EventType.DELETE_ROWS, EventType.EXT_DELETE_ROWS}) {
      events.setEventDataDeserializer(
          type, new Delete(tables(events, type)).setMayContainExtraInformation(isExtended(type)));
    }
  }

  private static boolean isExtended(EventType type) {
    return type.name().startsWith("EXT_");
  }

  /** The tables that the log has told of, as its reader keeps them up to date. */
  @SuppressWarnings("unchecked")
  private static Map<Long, TableMapEventData> tables(EventDeserializer events, EventType type) {
    EventDataDeserializer<?> rows = events.getEventDataDeserializer(type);
    return (Map<Long, TableMapEventData>)
        PrivateField.of(AbstractRowsEventDataDeserializer.class, "tableMapEventByTableId")
            .get(rows);
  }

  private static final class Write extends RowDeserializers.WriteRowsDeserializer {
    private final Map<Long, TableMapEventData> tables;

    Write(Map<Long, TableMapEventData> tables) {
      super(tables, FAIL);
      this.tables = tables;
    }

    @Override
    protected Serializable[] deserializeRow(long table, BitSet columns, ByteArrayInputStream in)
        throws IOException {
      Serializable[] row = super.deserializeRow(table, columns, in);
      return LatinText.decoded(row, tables.get(table), columns);
    }

    @Override
    protected Serializable deserializeCell(
        ColumnType type, int meta, int length, ByteArrayInputStream in) throws IOException {
      return ZeroDate.orValue(type, () -> super.deserializeCell(type, meta, length, in));
    }
  }

  private static final class Update extends RowDeserializers.UpdateRowsDeserializer {
    private final Map<Long, TableMapEventData> tables;

    Update(Map<Long, TableMapEventData> tables) {
      super(tables, FAIL);
      this.tables = tables;
    }

    @Override
    protected Serializable[] deserializeRow(long table, BitSet columns, ByteArrayInputStream in)
        throws IOException {
      Serializable[] row = super.deserializeRow(table, columns, in);
      return LatinText.decoded(row, tables.get(table), columns);
    }

    @Override
    protected Serializable deserializeCell(
        ColumnType type, int meta, int length, ByteArrayInputStream in) throws IOException {
      return ZeroDate.orValue(type, () -> super.deserializeCell(type, meta, length, in));
    }
  }

  private static final class Delete extends RowDeserializers.DeleteRowsDeserializer {
    private final Map<Long, TableMapEventData> tables;

    Delete(Map<Long, TableMapEventData> tables) {
      super(tables, FAIL);
      this.tables = tables;
    }

    @Override
    protected Serializable[] deserializeRow(long table, BitSet columns, ByteArrayInputStream in)
        throws IOException {
      Serializable[] row = super.deserializeRow(table, columns, in);
      return LatinText.decoded(row, tables.get(table), columns);
    }

    @Override
    protected Serializable deserializeCell(
        ColumnType type, int meta, int length, ByteArrayInputStream in) throws IOException {
      return ZeroDate.orValue(type, () -> super.deserializeCell(type, meta, length, in));
    }
  }
}
