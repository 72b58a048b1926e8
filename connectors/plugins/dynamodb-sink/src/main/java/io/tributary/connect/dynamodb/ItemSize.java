package io.tributary.connect.dynamodb;

import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Bytes of an item by DynamoDB's rules. */
final class ItemSize {
  /** Of one item, names included. */
  static final long MAX_BYTES = 400 * 1024;

  private static final int CONTAINER_BYTES = 3;
  private static final int ELEMENT_BYTES = 1;

  private ItemSize() {}

  static long of(Map<String, AttributeValue> item) {
    long bytes = 0;
    for (Map.Entry<String, AttributeValue> attribute : item.entrySet()) {
      bytes += utf8(attribute.getKey()) + of(attribute.getValue());
    }
    return bytes;
  }

  static long of(AttributeValue value) {
    return switch (value.type()) {
      case S -> utf8(value.s());
      case N -> number(value.n());
      case B -> value.b().asByteArrayUnsafe().length;
      case M -> CONTAINER_BYTES + (long) ELEMENT_BYTES * value.m().size() + of(value.m());
      case L -> CONTAINER_BYTES + list(value.l());
      default -> 1;
    };
  }

  private static long list(List<AttributeValue> values) {
    long bytes = 0;
    for (AttributeValue value : values) {
      bytes += ELEMENT_BYTES + of(value);
    }
    return bytes;
  }

  /** A byte for two digits that count, one more for the number, one more below zero. */
  private static long number(String text) {
    int end = Math.max(text.indexOf('E'), 0) == 0 ? text.length() : text.indexOf('E');
    int first = -1;
    int last = -1;
    int digits = 0;
    for (int i = 0; i < end; i++) {
      char letter = text.charAt(i);
      if (letter >= '0' && letter <= '9') {
        digits++;
        if (letter != '0') {
          first = first < 0 ? digits : first;
          last = digits;
        }
      }
    }
    int significant = first < 0 ? 1 : last - first + 1;
    return (significant + 1) / 2 + 1 + (text.charAt(0) == '-' ? 1 : 0);
  }

  private static long utf8(String text) {
    long bytes = 0;
    for (int i = 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      if (letter < 0x80) {
        bytes++;
      } else if (letter < 0x800 || Character.isSurrogate(letter)) {
        // The two halves of a pair are four bytes together.
        bytes += 2;
      } else {
        bytes += 3;
      }
    }
    return bytes;
  }
}
