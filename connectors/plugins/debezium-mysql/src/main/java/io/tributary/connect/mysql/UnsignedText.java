package io.tributary.connect.mysql;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.apache.kafka.connect.data.SchemaBuilder;

/** {@code BIGINT UNSIGNED} by its digits: many a reader of JSON has 53 or 63 bits only. */
final class UnsignedText implements Conversion {

  private static final BigInteger SPAN = BigInteger.ONE.shiftLeft(Long.SIZE);

  @Override
  public SchemaBuilder schema() {
    return SchemaBuilder.string();
  }

  @Override
  public Object convert(Object value) {
    if (!(value instanceof Number || value instanceof String)) {
      return null;
    }
    BigInteger number = new BigDecimal(value.toString().strip()).toBigIntegerExact();
    // The log's reader takes the uppermost bit for a sign.
    return (number.signum() < 0 ? number.add(SPAN) : number).toString();
  }
}
