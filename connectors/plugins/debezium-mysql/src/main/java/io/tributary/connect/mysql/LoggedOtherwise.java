package io.tributary.connect.mysql;

import com.github.shyiko.mysql.binlog.event.QueryEventData;
import com.github.shyiko.mysql.binlog.event.UpdateRowsEventData;
import com.github.shyiko.mysql.binlog.event.deserialization.EventDataDeserializer;
import com.github.shyiko.mysql.binlog.io.ByteArrayInputStream;
import java.io.IOException;

/**
 * Events that the log's client has no reader for, as far as it takes to know what they are about.
 */
final class LoggedOtherwise {
  private static final int TABLE_ID_BYTES = 6;

  /** The number of its file, two places in its text, and what becomes of duplicates. */
  private static final int LOAD_BYTES = 4 + 4 + 4 + 1;

  private LoggedOtherwise() {}

  /** {@code LOAD DATA}, whose file the log has in events before it. */
  static final class LoadStatement implements EventDataDeserializer<QueryEventData> {
    @Override
    public QueryEventData deserialize(ByteArrayInputStream in) throws IOException {
      QueryEventData statement = new QueryEventData();
      statement.setThreadId(in.readLong(4));
      statement.setExecutionTime(in.readLong(4));
      in.skip(1);
      statement.setErrorCode(in.readInteger(2));
      int variables = in.readInteger(2);
      in.skip(LOAD_BYTES + variables);
      statement.setDatabase(in.readZeroTerminatedString());
      statement.setSql(in.readString(in.available()));
      return statement;
    }
  }

  /** An update with parts of JSON documents. */
  static final class PartialRows implements EventDataDeserializer<UpdateRowsEventData> {
    @Override
    public UpdateRowsEventData deserialize(ByteArrayInputStream in) throws IOException {
      UpdateRowsEventData rows = new UpdateRowsEventData();
      rows.setTableId(in.readLong(TABLE_ID_BYTES));
      return rows;
    }
  }
}
