package io.tributary.connect.s3.parquet;

import static org.apache.parquet.schema.LogicalTypeAnnotation.decimalType;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT32;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT64;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.Map;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.parquet.io.api.Binary;

/**
 * Columns of Connect's decimals, in as few bytes as their digits need. One whose number of digits
 * is not told, or is more than readers have, is text.
 */
final class Decimals {
  /** Debezium and converters from Avro say so how many digits there are. */
  static final String PRECISION = "connect.decimal.precision";

  private static final int MOST_DIGITS = 38;
  private static final int MOST_DIGITS_OF_INT = 9;
  private static final int MOST_DIGITS_OF_LONG = 18;

  private Decimals() {}

  static Leaf of(String path, Schema schema) {
    Map<String, String> parameters = schema.parameters() == null ? Map.of() : schema.parameters();
    int scale = Integer.parseInt(parameters.getOrDefault(Decimal.SCALE_FIELD, "0"));
    int precision = Integer.parseInt(parameters.getOrDefault(PRECISION, "0"));
    if (precision < 1 || precision > MOST_DIGITS || scale < 0 || scale > precision) {
      return Leaves.text(path, value -> ((BigDecimal) value).toPlainString());
    }
    var annotation = decimalType(scale, precision);
    if (precision <= MOST_DIGITS_OF_INT) {
      return new Leaf(
          path, INT32, annotation, 0, value -> digits(value, scale, precision).intValueExact());
    }
    if (precision <= MOST_DIGITS_OF_LONG) {
      return new Leaf(
          path, INT64, annotation, 0, value -> digits(value, scale, precision).longValueExact());
    }
    int length = bytesOf(precision);
    return new Leaf(
        path,
        FIXED_LEN_BYTE_ARRAY,
        annotation,
        length,
        value -> padded(digits(value, scale, precision), length));
  }

  private static BigInteger digits(Object value, int scale, int precision) {
    BigDecimal number = ((BigDecimal) value).setScale(scale, RoundingMode.UNNECESSARY);
    if (number.precision() > precision) {
      throw new ArithmeticException("more than " + precision + " digits");
    }
    return number.unscaledValue();
  }

  private static int bytesOf(int precision) {
    return BigInteger.TEN.pow(precision).bitLength() / Byte.SIZE + 1;
  }

  private static Binary padded(BigInteger digits, int length) {
    byte[] bytes = digits.toByteArray();
    byte[] padded = new byte[length];
    int from = length - bytes.length;
    Arrays.fill(padded, 0, from, (byte) (digits.signum() < 0 ? -1 : 0));
    System.arraycopy(bytes, 0, padded, from, bytes.length);
    return Binary.fromConstantByteArray(padded);
  }
}
