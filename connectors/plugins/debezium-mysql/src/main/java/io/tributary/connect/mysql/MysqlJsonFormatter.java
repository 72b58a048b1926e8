package io.tributary.connect.mysql;

import com.github.shyiko.mysql.binlog.event.deserialization.json.JsonStringFormatter;

/** Writes what JSON itself does not have as MySQL's own text of a document has it. */
final class MysqlJsonFormatter extends JsonStringFormatter {

  @Override
  public void value(double number) {
    super.value(number);
  }
}
