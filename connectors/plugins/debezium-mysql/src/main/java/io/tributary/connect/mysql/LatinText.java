package io.tributary.connect.mysql;

import com.github.shyiko.mysql.binlog.event.TableMapEventData;
import java.io.Serializable;
import java.nio.charset.Charset;
import java.util.BitSet;

/**
 * MySQL's latin1: that of Windows, with control characters in the five places that Windows leaves
 * out. Java has no such character set.
 */
final class LatinText {
  static final String CHARSET = "latin1";

  private static final Charset WINDOWS = Charset.forName("windows-1252");
  private static final char LEFT_OUT = '\uFFFD';

  private LatinText() {}

  static String decode(byte[] bytes) {
    char[] text = new String(bytes, WINDOWS).toCharArray();
    for (int at = 0; at < text.length; at++) {
      if (text[at] == LEFT_OUT) {
        text[at] = (char) Byte.toUnsignedInt(bytes[at]);
      }
    }
    return new String(text);
  }

  /**
   * A row of the log with its texts in that character set; others are decoded once their columns
   * are known.
   *
   * @param columns those of the table that the row has
   */
  static Serializable[] decoded(Serializable[] row, TableMapEventData table, BitSet columns) {
    if (table instanceof LogTables.Told told) {
      int index = 0;
      for (int at = columns.nextSetBit(0); at >= 0; at = columns.nextSetBit(at + 1)) {
        if (told.latinColumns().get(at) && row[index] instanceof byte[] bytes) {
          row[index] = decode(bytes);
        }
        index++;
      }
    }
    return row;
  }
}
