package io.tributary.connect.postgres;

import io.debezium.data.SpecialValueDecimal;
import java.math.BigDecimal;

/** {@code numeric} with all of its digits and no exponent, or what is no number. */
final class NumericText extends AnyText {

  @Override
  public Object convert(Object value) {
    if (value instanceof SpecialValueDecimal special) {
      return special
          .getDecimalValue()
          .map(BigDecimal::toPlainString)
          .orElseGet(() -> notFinite(special));
    }
    if (value instanceof BigDecimal number) {
      return number.toPlainString();
    }
    return super.convert(value);
  }

  private static String notFinite(SpecialValueDecimal special) {
    // As the server spells it.
    return String.valueOf(special.toDouble());
  }
}
