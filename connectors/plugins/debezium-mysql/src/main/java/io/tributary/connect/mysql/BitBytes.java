package io.tributary.connect.mysql;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.BitSet;
import org.apache.kafka.connect.data.SchemaBuilder;

/**
 * {@code BIT(n)} of more than one bit: big-endian as MySQL shows it, in as many bytes as the bits
 * need.
 */
final class BitBytes implements Conversion {

  private final int length;

  /**
   * @param bits 2 to 64
   */
  BitBytes(int bits) {
    this.length = (bits + Byte.SIZE - 1) / Byte.SIZE;
  }

  @Override
  public SchemaBuilder schema() {
    return SchemaBuilder.bytes();
  }

  @Override
  public Object convert(Object value) {
    if (value instanceof BitSet bits) {
      return ofNumber(bits.isEmpty() ? 0 : bits.toLongArray()[0]);
    }
    if (value instanceof byte[] bytes && bytes.length <= Long.BYTES) {
      byte[] number = new byte[Long.BYTES];
      System.arraycopy(bytes, 0, number, Long.BYTES - bytes.length, bytes.length);
      return ofNumber(ByteBuffer.wrap(number).getLong());
    }
    return value instanceof Number number ? ofNumber(number.longValue()) : null;
  }

  private byte[] ofNumber(long number) {
    byte[] bytes = ByteBuffer.allocate(Long.BYTES).putLong(number).array();
    return Arrays.copyOfRange(bytes, Long.BYTES - length, Long.BYTES);
  }
}
