package io.tributary.connect.mysql;

import com.github.shyiko.mysql.binlog.event.deserialization.json.JsonBinary;
import io.debezium.data.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.connect.data.SchemaBuilder;

/**
 * A JSON document as one text, wherever it comes from: a snapshot has MySQL's own text, the log a
 * binary form. Without blanks between its parts, and with numbers without zeros at their ends.
 */
final class JsonText implements Conversion {

  /** A text, blanks between parts, or a number with a fraction or an exponent. */
  private static final Pattern PART =
      Pattern.compile(
          "(\"(?:[^\"\\\\]|\\\\.)*+\")|\\s+|-?\\d+(?:\\.\\d+(?:[eE][+-]?\\d+)?|[eE][+-]?\\d+)");

  private static final BigDecimal PLAIN_BELOW = new BigDecimal("1e21");
  private static final BigDecimal PLAIN_FROM = new BigDecimal("1e-7");

  @Override
  public SchemaBuilder schema() {
    return Json.builder();
  }

  @Override
  public Object convert(Object value) {
    if (value instanceof byte[] binary) {
      return ofBinary(binary);
    }
    return value instanceof String text ? ofText(text) : null;
  }

  private static String ofBinary(byte[] binary) {
    JsonFormatter formatter = new JsonFormatter();
    try {
      JsonBinary.parse(binary, formatter);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return formatter.getString();
  }

  private static String ofText(String json) {
    return PART.matcher(json).replaceAll(part -> Matcher.quoteReplacement(ofPart(part)));
  }

  private static String ofPart(MatchResult part) {
    String found = part.group();
    if (part.group(1) != null) {
      return found;
    }
    return found.isBlank() ? "" : number(new BigDecimal(found));
  }

  /** The same text for the same number. */
  static String number(BigDecimal number) {
    BigDecimal digits = number.stripTrailingZeros();
    BigDecimal size = digits.abs();
    boolean plain =
        digits.signum() == 0
            || (size.compareTo(PLAIN_FROM) >= 0 && size.compareTo(PLAIN_BELOW) < 0);
    return plain ? digits.toPlainString() : digits.toString();
  }
}
