package io.tributary.connect.mysql;

import com.github.shyiko.mysql.binlog.event.deserialization.ColumnType;
import com.github.shyiko.mysql.binlog.event.deserialization.json.JsonStringFormatter;
import java.math.BigDecimal;
import java.util.Base64;

/** Writes what JSON itself does not have as MySQL's own text of a document has it. */
final class JsonFormatter extends JsonStringFormatter {

  @Override
  public void value(double number) {
    value(new BigDecimal(Double.toString(number)));
  }

  @Override
  public void value(BigDecimal number) {
    // Puts no quotes around it.
    appendString(JsonText.number(number));
  }

  @Override
  protected void appendTime(int hours, int minutes, int seconds, int microSeconds) {
    if (minutes < 0 || seconds < 0 || microSeconds < 0) {
      // The log's reader takes the parts of a negative one for others.
      throw new IllegalArgumentException("got: a JSON document with a negative TIME in it");
    }
    appendString(String.format("%02d:%02d:%02d.%06d", hours, minutes, seconds, microSeconds));
  }

  @Override
  public void valueOpaque(ColumnType type, byte[] bytes) {
    value("base64:type" + type.getCode() + ":" + Base64.getEncoder().encodeToString(bytes));
  }
}
