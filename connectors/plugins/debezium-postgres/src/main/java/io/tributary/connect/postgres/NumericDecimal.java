package io.tributary.connect.postgres;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.SchemaBuilder;

/**
 * {@code numeric} of declared digits as Connect's own type; what is no number has no form in it.
 */
final class NumericDecimal extends TypedValue {

  /** As many digits as Avro's, Parquet's and all readers' decimals have. */
  private static final int MOST_DIGITS = 38;

  /** The converter to Avro, and the archive, take the number of digits from here. */
  private static final String PRECISION = "connect.decimal.precision";

  private final NumericText texts = new NumericText();
  private final int precision;
  private final int scale;

  private NumericDecimal(int precision, int scale) {
    this.precision = precision;
    this.scale = scale;
  }

  /** Empty where no decimal holds all that the column may. */
  static Optional<Conversion> of(int precision, int scale) {
    boolean fits = precision >= 1 && precision <= MOST_DIGITS && scale >= 0 && scale <= precision;
    return fits ? Optional.of(new NumericDecimal(precision, scale)) : Optional.empty();
  }

  @Override
  public SchemaBuilder schema() {
    return Decimal.builder(scale).parameter(PRECISION, Integer.toString(precision)).optional();
  }

  @Override
  public Object convert(Object value) {
    if (!(texts.convert(value) instanceof String text)) {
      return null;
    }
    try {
      BigDecimal number = new BigDecimal(text).setScale(scale, RoundingMode.UNNECESSARY);
      if (number.precision() <= precision) {
        return number;
      }
    } catch (ArithmeticException | NumberFormatException e) {
      throw new IllegalArgumentException(problem(text), e);
    }
    throw new IllegalArgumentException(problem(text));
  }

  private String problem(String text) {
    return "as a number of numeric(%d,%d), got: %s".formatted(precision, scale, text);
  }
}
