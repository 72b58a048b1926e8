package io.tributary.connect.postgres;

import java.util.function.Function;
import org.apache.kafka.connect.data.Schema;
import org.postgresql.core.Oid;

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
   * @param array number of the array's type: anybody may give a type of another schema one of these
   *     names
   */
  static Element of(int array) {
    return switch (array) {
      case Oid.BOOL_ARRAY -> BOOLEAN;
      case Oid.INT2_ARRAY -> INT16;
      case Oid.INT4_ARRAY -> INT32;
      case Oid.INT8_ARRAY, Oid.OID_ARRAY -> INT64;
      case Oid.FLOAT4_ARRAY -> FLOAT32;
      case Oid.FLOAT8_ARRAY -> FLOAT64;
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
