package io.tributary.connect.mysql;

import com.github.shyiko.mysql.binlog.event.deserialization.ColumnType;
import io.debezium.DebeziumException;
import java.io.IOException;
import java.io.Serializable;
import java.util.EnumSet;
import java.util.Set;

/**
 * A date of the log that is none in any calendar: {@code 0000-00-00}, {@code 2001-02-00}, {@code
 * 2001-02-31}. The log's reader makes NULL of it, or fails, whoever's table it is in; of a NULL it
 * reads nothing.
 */
enum ZeroDate implements Serializable {
  INSTANCE;

  /** Reads a value that is there, and has taken all of its bytes when it fails. */
  interface Reading {
    Serializable read() throws IOException;
  }

  private static final Set<ColumnType> DATES =
      EnumSet.of(
          ColumnType.DATE,
          ColumnType.DATETIME,
          ColumnType.DATETIME_V2,
          ColumnType.TIMESTAMP,
          ColumnType.TIMESTAMP_V2);

  static Serializable orValue(ColumnType type, Reading reading) throws IOException {
    if (!DATES.contains(type)) {
      return reading.read();
    }
    try {
      Serializable read = reading.read();
      return read == null ? INSTANCE : read;
    } catch (DebeziumException e) {
      return INSTANCE;
    }
  }
}
