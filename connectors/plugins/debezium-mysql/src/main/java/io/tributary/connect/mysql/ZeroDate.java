package io.tributary.connect.mysql;

import java.io.Serializable;

/**
 * A date of the log that is none in any calendar: {@code 0000-00-00}, {@code 2001-02-00}. The log's
 * reader makes NULL of it, and of a NULL it reads nothing.
 */
enum ZeroDate implements Serializable {
  INSTANCE;

  static Serializable orValue(Serializable read) {
    return read == null ? INSTANCE : read;
  }
}
