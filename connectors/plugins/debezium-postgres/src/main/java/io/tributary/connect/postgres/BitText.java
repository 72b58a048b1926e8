package io.tributary.connect.postgres;

import java.util.BitSet;

/** Bits as zeros and ones, the highest one first. */
final class BitText extends AnyText {

  private final int length;

  /**
   * @param length 0 where it varies
   */
  BitText(int length) {
    this.length = length;
  }

  @Override
  public Object convert(Object value) {
    // Of a default, which Debezium has told, beginning with the lowest bits.
    return value instanceof byte[] bytes ? text(BitSet.valueOf(bytes)) : super.convert(value);
  }

  private String text(BitSet bits) {
    StringBuilder text = new StringBuilder();
    for (int at = Math.max(length, bits.length()) - 1; at >= 0; at--) {
      text.append(bits.get(at) ? '1' : '0');
    }
    return text.toString();
  }
}
