package io.tributary.connect.postgres;

import java.util.function.Function;
import org.apache.kafka.connect.data.Schema;

/**
 * What an element of an array becomes: a number or a truth value where every reader spells these
 * alike, and otherwise the text that the server has of it.
 */
enum Element {
  BOOLEAN(Schema.OPTIONAL_BOOLEAN_SCHEMA, "t"::equals),
  INT16(Schema.OPTIONAL_INT16_SCHEMA, Short::valueOf),
  INT32(Schema.OPTIONAL_INT32_SCHEMA, Integer::valueOf),
  INT64(Schema.OPTIONAL_INT64_SCHEMA, Long::valueOf),
  FLOAT32(Schema.OPTIONAL_FLOAT32_SCHEMA, Float::valueOf),
  FLOAT64(Schema.OPTIONAL_FLOAT64_SCHEMA, Double::valueOf),
  TEXT(Schema.OPTIONAL_STRING_SCHEMA, text -> text);

  private final Schema schema;
  private final Function<String, Object> read;

  Element(Schema schema, Function<String, Object> read) {
    this.schema = schema;
    this.read = read;
  }

  /**
   * @param type name in {@code pg_type}
   */
  static Element of(String type) {
    return switch (type) {
      case "bool" -> BOOLEAN;
      case "int2" -> INT16;
      case "int4" -> INT32;
      case "int8", "oid" -> INT64;
      case "float4" -> FLOAT32;
      case "float8" -> FLOAT64;
      default -> TEXT;
    };
  }

  Schema schema() {
    return schema;
  }

  Object read(String text) {
    return read.apply(text);
  }

  /** The word as this element would hold its first byte. */
  Object untold(byte letter) {
    return switch (this) {
      case BOOLEAN -> letter != 0;
      case INT16 -> (short) letter;
      case INT32 -> (int) letter;
      case INT64 -> (long) letter;
      case FLOAT32 -> (float) letter;
      case FLOAT64 -> (double) letter;
      case TEXT -> throw new IllegalStateException("a text holds the whole word");
    };
  }
}
