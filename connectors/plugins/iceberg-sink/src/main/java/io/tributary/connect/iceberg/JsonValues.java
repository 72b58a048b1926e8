package io.tributary.connect.iceberg;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * A value of a JSON document as the declared type that it is. Whatever the sink would round, cut or
 * wrap to make it fit is refused here, for it does so without a word.
 */
final class JsonValues {
  private JsonValues() {}

  static String text(Object json) {
    return json instanceof Map || json instanceof List
        ? OrderedJson.written(json)
        : json.toString();
  }

  static Boolean flag(Object json) {
    return switch (json.toString()) {
      case "true", "1" -> true;
      case "false", "0" -> false;
      default -> throw new IllegalArgumentException("neither true nor false");
    };
  }

  /** Of the sink's own: it takes any number for a column of any whole numbers. */
  static Long whole(Object json, long least, long most) {
    long value = json instanceof Long number ? number : Long.parseLong(notFloating(json));
    if (value < least || value > most) {
      throw new ArithmeticException("out of range");
    }
    return value;
  }

  static Float single(Object json) {
    double value = floating(json);
    float single = (float) value;
    // 0.1 is a FLOAT as all write it, though it is none in binary.
    if (Double.compare(single, value) != 0
        && Double.compare(Double.parseDouble(Float.toString(single)), value) != 0) {
      throw new ArithmeticException("has more digits than a FLOAT");
    }
    return single;
  }

  static Double floating(Object json) {
    if (json instanceof Double number) {
      return number;
    }
    String text = json.toString();
    double value = Double.parseDouble(text);
    if (json instanceof BigDecimal && Double.isInfinite(value)) {
      throw new ArithmeticException("out of range");
    }
    if (text.matches("-?\\d+") && new BigDecimal(value).compareTo(new BigDecimal(text)) != 0) {
      throw new ArithmeticException("has more digits than a DOUBLE");
    }
    return value;
  }

  static BigDecimal decimal(Object json, int precision, int scale) {
    BigDecimal value = new BigDecimal(json.toString()).setScale(scale, RoundingMode.UNNECESSARY);
    if (value.precision() > precision) {
      throw new ArithmeticException("out of range");
    }
    return value;
  }

  static byte[] bytes(Object json) {
    return Base64.getDecoder().decode((String) json);
  }

  private static String notFloating(Object json) {
    if (json instanceof Double) {
      throw new ArithmeticException("not whole");
    }
    return json.toString();
  }
}
