package io.tributary.connect.dynamodb;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.errors.DataException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What becomes of Connect's values. Nothing is rounded or cut: what DynamoDB cannot hold is refused
 * by a {@link DataException} that says which field it is.
 *
 * @param nulls whether a field that is null becomes a NULL attribute; otherwise it is left out
 */
record Attributes(boolean nulls) {
  private static final int MAX_DIGITS = 38;
  private static final int MAX_EXPONENT = 125;
  private static final int MIN_EXPONENT = -130;
  private static final int MAX_DEPTH = 32;
  private static final AttributeValue NULL = AttributeValue.fromNul(true);
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ISO_LOCAL_DATE.withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter TIMESTAMP =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  /** All values of a row by their names. */
  Map<String, AttributeValue> of(Row row) {
    return of(row, "", 0);
  }

  /**
   * One value.
   *
   * @param schema null where there is none
   * @param path for messages
   */
  AttributeValue of(Schema schema, Object value, String path) {
    return of(schema, value, path, 0);
  }

  private Map<String, AttributeValue> of(Row row, String path, int depth) {
    Map<String, AttributeValue> attributes = new LinkedHashMap<>();
    for (Object key : row.names()) {
      if (!(key instanceof String name) || name.isEmpty()) {
        throw new DataException(
            "names in "
                + (path.isEmpty() ? "the row" : "`" + path + "`")
                + " must be text, got: "
                + key);
      }
      int half = halfCharacter(name);
      if (half >= 0) {
        throw new DataException(
            "names in "
                + (path.isEmpty() ? "the row" : "`" + path + "`")
                + " must be text of whole characters, got half of one at "
                + half);
      }
      Object value = row.get(name);
      if (value != null || nulls) {
        String at = path.isEmpty() ? name : path + "." + name;
        attributes.put(name, of(row.schemaOf(name), value, at, depth));
      }
    }
    return attributes;
  }

  private AttributeValue of(Schema schema, Object value, String path, int depth) {
    if (value == null) {
      return NULL;
    }
    if (value instanceof String text) {
      return AttributeValue.fromS(whole(text, path));
    }
    if (value instanceof Boolean bool) {
      return AttributeValue.fromBool(bool);
    }
    if (value instanceof Number number) {
      return AttributeValue.fromN(number(number, path));
    }
    if (value instanceof byte[] bytes) {
      return AttributeValue.fromB(SdkBytes.fromByteArray(bytes));
    }
    if (value instanceof ByteBuffer buffer) {
      return AttributeValue.fromB(SdkBytes.fromByteBuffer(buffer.duplicate()));
    }
    if (value instanceof java.util.Date date) {
      return AttributeValue.fromS(text(schema, date));
    }
    if (depth == MAX_DEPTH) {
      throw new DataException(
          "`" + path + "` must not be nested deeper than " + MAX_DEPTH + " levels");
    }
    if (value instanceof Collection<?> values) {
      return AttributeValue.fromL(list(schema, values, path, depth + 1));
    }
    Optional<Row> row = Row.of(schema, value);
    if (row.isPresent()) {
      return AttributeValue.fromM(of(row.get(), path, depth + 1));
    }
    throw new DataException(
        "`" + path + "` must be of a type of Connect's, got: " + value.getClass().getName());
  }

  private List<AttributeValue> list(Schema schema, Collection<?> values, String path, int depth) {
    Schema element = schema == null ? null : schema.valueSchema();
    List<AttributeValue> list = new ArrayList<>(values.size());
    for (Object value : values) {
      // A null keeps its place whatever becomes of null fields.
      list.add(of(element, value, path + "[" + list.size() + "]", depth));
    }
    return list;
  }

  private static String whole(String text, String path) {
    int half = halfCharacter(text);
    if (half >= 0) {
      throw new DataException(
          "`" + path + "` must be text of whole characters, got half of one at " + half);
    }
    return text;
  }

  /**
   * Where a surrogate stands alone, which has no bytes in UTF-8: JSON can tell one, and no request
   * to DynamoDB. Negative where none does.
   */
  private static int halfCharacter(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        if (Character.charCount(text.codePointAt(i)) == 1) {
          return i;
        }
        i++;
      }
    }
    return -1;
  }

  /** Logical types of Connect's; a date without a schema is taken for a timestamp. */
  private static String text(Schema schema, java.util.Date date) {
    Instant instant = Instant.ofEpochMilli(date.getTime());
    String type = schema == null ? null : schema.name();
    if (Date.LOGICAL_NAME.equals(type)) {
      return DATE.format(instant);
    }
    return (Time.LOGICAL_NAME.equals(type) ? TIME : TIMESTAMP).format(instant);
  }

  private static String number(Number number, String path) {
    if (number instanceof Long
        || number instanceof Integer
        || number instanceof Short
        || number instanceof Byte) {
      return number.toString();
    }
    if (number instanceof Double || number instanceof Float) {
      if (!Double.isFinite(number.doubleValue())) {
        throw new DataException("`" + path + "` must be a finite number, got: " + number);
      }
      return decimal(new BigDecimal(number.toString()), path);
    }
    if (number instanceof BigDecimal big) {
      return decimal(big, path);
    }
    if (number instanceof BigInteger big) {
      return decimal(new BigDecimal(big), path);
    }
    throw new DataException(
        "`" + path + "` must be a number of Connect's, got: " + number.getClass().getName());
  }

  private static String decimal(BigDecimal number, String path) {
    BigDecimal bare = number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
    if (bare.precision() > MAX_DIGITS) {
      throw new DataException(
          "`" + path + "` must have at most " + MAX_DIGITS + " digits, got: " + bare.precision());
    }
    long exponent = (long) bare.precision() - bare.scale() - 1;
    if (exponent > MAX_EXPONENT || exponent < MIN_EXPONENT) {
      throw new DataException(
          "`" + path + "` must be between 1E-130 and 9.99E+125 in size, got: " + bare);
    }
    // As long as that is short, a number has the same text whatever type it came in.
    return bare.scale() < 0 && exponent < MAX_DIGITS ? bare.toPlainString() : bare.toString();
  }
}
