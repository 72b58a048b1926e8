package io.tributary.connect.mysql;

import io.debezium.DebeziumException;
import java.io.IOException;
import java.io.Serializable;

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

  static Serializable orValue(Reading reading) throws IOException {
    try {
      Serializable read = reading.read();
      return read == null ? INSTANCE : read;
    } catch (DebeziumException e) {
      return INSTANCE;
    }
  }
}
