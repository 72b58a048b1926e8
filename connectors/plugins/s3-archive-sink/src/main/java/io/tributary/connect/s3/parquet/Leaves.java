package io.tributary.connect.s3.parquet;

import static org.apache.parquet.schema.LogicalTypeAnnotation.dateType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.intType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.stringType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.timestampType;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BINARY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BOOLEAN;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.DOUBLE;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.FLOAT;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT32;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT64;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/** Columns of values that hold no others, by the names of Connect's and of Debezium's types. */
final class Leaves {
  private static final String DEBEZIUM_TIME = "io.debezium.time.";
  private static final LogicalTypeAnnotation WITHOUT_ZONE = timestampType(false, TimeUnit.MICROS);
  private static final LogicalTypeAnnotation OF_UTC = timestampType(true, TimeUnit.MICROS);

  private Leaves() {}

  static Leaf of(String path, Schema schema) {
    return switch (schema.name() == null ? "" : schema.name()) {
      case Decimal.LOGICAL_NAME -> Decimals.of(path, schema);
      case Date.LOGICAL_NAME -> leaf(path, INT32, dateType(), Times::days);
      case DEBEZIUM_TIME + "Date" -> leaf(path, INT32, dateType(), Integer.class::cast);
      case Timestamp.LOGICAL_NAME -> leaf(path, INT64, WITHOUT_ZONE, Times::microsOfDate);
      case DEBEZIUM_TIME + "Timestamp" -> leaf(path, INT64, WITHOUT_ZONE, Times::microsOfMillis);
      case DEBEZIUM_TIME + "MicroTimestamp" -> leaf(path, INT64, WITHOUT_ZONE, Long.class::cast);
      case DEBEZIUM_TIME + "NanoTimestamp" -> leaf(path, INT64, WITHOUT_ZONE, Times::microsOfNanos);
      case DEBEZIUM_TIME + "ZonedTimestamp" -> leaf(path, INT64, OF_UTC, Times::microsOfText);
      // Hive's tables have no time of day: its number stays as it is.
      case Time.LOGICAL_NAME -> leaf(path, INT32, null, Times::millisOfDay);
      default -> plain(path, schema.type());
    };
  }

  static Leaf text(String path, UnaryOperator<Object> told) {
    return leaf(path, BINARY, stringType(), value -> utf8((String) told.apply(value)));
  }

  private static Leaf plain(String path, Schema.Type type) {
    return switch (type) {
      case INT8 -> leaf(path, INT32, intType(8, true), value -> ((Byte) value).intValue());
      case INT16 -> leaf(path, INT32, intType(16, true), value -> ((Short) value).intValue());
      case INT32 -> leaf(path, INT32, null, Integer.class::cast);
      case INT64 -> leaf(path, INT64, null, Long.class::cast);
      case FLOAT32 -> leaf(path, FLOAT, null, Float.class::cast);
      case FLOAT64 -> leaf(path, DOUBLE, null, Double.class::cast);
      case BOOLEAN -> leaf(path, BOOLEAN, null, Boolean.class::cast);
      case STRING -> text(path, String.class::cast);
      case BYTES -> leaf(path, BINARY, null, Leaves::bytes);
      default -> throw new IllegalArgumentException("no single value: " + type);
    };
  }

  private static Leaf leaf(
      String path,
      PrimitiveTypeName physical,
      LogicalTypeAnnotation annotation,
      UnaryOperator<Object> told) {
    return new Leaf(path, physical, annotation, 0, told);
  }

  /** Half of a surrogate pair is no character, and would become a question mark. */
  private static Binary utf8(String text) {
    for (int at = 0; at < text.length(); at++) {
      if (Character.isSurrogate(text.charAt(at))) {
        int character = text.codePointAt(at);
        if (character <= Character.MAX_VALUE) {
          throw new IllegalArgumentException("half of a surrogate pair");
        }
        at++;
      }
    }
    return Binary.fromConstantByteArray(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Binary bytes(Object value) {
    if (value instanceof byte[] array) {
      return Binary.fromConstantByteArray(array);
    }
    // Not the buffer itself: it may be a small part of a large array, which would be kept.
    ByteBuffer buffer = ((ByteBuffer) value).duplicate();
    byte[] array = new byte[buffer.remaining()];
    buffer.get(array);
    return Binary.fromConstantByteArray(array);
  }
}
