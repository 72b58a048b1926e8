package io.tributary.connect.mysql;

import com.github.shyiko.mysql.binlog.event.TableMapEventData;
import com.github.shyiko.mysql.binlog.event.deserialization.EventDeserializer;
import com.github.shyiko.mysql.binlog.event.deserialization.TableMapEventDataDeserializer;
import com.github.shyiko.mysql.binlog.io.ByteArrayInputStream;
import io.debezium.relational.TableId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.BitSet;

/** Reads what the log says of a table, which is compared with what is known before a row is. */
final class LogTables extends TableMapEventDataDeserializer {

  /** Number of the table, and flags. */
  private static final int HEADER_BYTES = 8;

  private final KnownTables known;

  LogTables(KnownTables known) {
    this.known = known;
  }

  void readBy(EventDeserializer events) {
    // The client would read the event with its own as well, which fails where this one does not.
    PrivateField.of(EventDeserializer.class, "tableMapEventDataDeserializer").set(events, this);
  }

  @Override
  public TableMapEventData deserialize(ByteArrayInputStream in) throws IOException {
    byte[] body = in.read(in.available());
    int typesEnd = typesEnd(body);
    byte[] types = Arrays.copyOf(body, typesEnd);
    return new Told(super.deserialize(new ByteArrayInputStream(types)), body, typesEnd);
  }

  private static int typesEnd(byte[] body) throws IOException {
    var in = new ByteArrayInputStream(body);
    in.skip(HEADER_BYTES);
    in.skip(in.readInteger(1) + 1);
    in.skip(in.readInteger(1) + 1);
    int columns = in.readPackedInteger();
    in.skip(columns);
    in.skip(in.readPackedInteger());
    in.skip((columns + Byte.SIZE - 1) / Byte.SIZE);
    return body.length - in.available();
  }

  /**
   * Is compared when it is asked for its name, which whoever handles it does first: a failure is
   * that of handling it then, at its own place in the log and behind what came before it.
   */
  final class Told extends TableMapEventData {
    private final byte[] body;
    private final int typesEnd;
    private BitSet latinColumns;

    Told(TableMapEventData types, byte[] body, int typesEnd) {
      setTableId(types.getTableId());
      setDatabase(types.getDatabase());
      setTable(types.getTable());
      setColumnTypes(types.getColumnTypes());
      setColumnMetadata(types.getColumnMetadata());
      setColumnNullability(types.getColumnNullability());
      this.body = body;
      this.typesEnd = typesEnd;
    }

    @Override
    public String getDatabase() {
      TableId id = id();
      byte[] definition = Arrays.copyOfRange(body, HEADER_BYTES, body.length);
      known.compare(id, definition, () -> table(id));
      return super.getDatabase();
    }

    /** Whose texts are in latin1; none of a table that nobody captures. */
    BitSet latinColumns() {
      if (latinColumns == null) {
        TableId id = id();
        latinColumns = known.hasTable(id) ? known.latinColumnsOf(table(id)) : new BitSet();
      }
      return latinColumns;
    }

    private TableId id() {
      return new TableId(super.getDatabase(), null, getTable());
    }

    private LogTable table(TableId id) {
      try {
        return LogTable.of(id, this, Arrays.copyOfRange(body, typesEnd, body.length));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
