package io.tributary.connect.s3.parquet;

import java.util.function.UnaryOperator;
import org.apache.kafka.connect.errors.DataException;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

/** One column. */
final class Leaf implements Column {
  private final String path;
  private final PrimitiveTypeName physical;
  private final LogicalTypeAnnotation annotation;
  private final int length;
  private final UnaryOperator<Object> told;

  /**
   * @param path as failures name it
   * @param annotation null where the physical type says all
   * @param length of a fixed number of bytes
   * @param told a value as Parquet's API wants it; it throws what it likes where there is none
   */
  Leaf(
      String path,
      PrimitiveTypeName physical,
      LogicalTypeAnnotation annotation,
      int length,
      UnaryOperator<Object> told) {
    this.path = path;
    this.physical = physical;
    this.annotation = annotation;
    this.length = length;
    this.told = told;
  }

  @Override
  public Type type(String name, Type.Repetition repetition) {
    var builder = Types.primitive(physical, repetition);
    if (length > 0) {
      builder.length(length);
    }
    return builder.as(annotation).named(name);
  }

  @Override
  public Object checked(Object value) {
    try {
      return told.apply(value);
    } catch (RuntimeException e) {
      throw new DataException(
          "`%s` must hold a value of the column %s, got: %s (%s)"
              .formatted(path, type(path, Type.Repetition.OPTIONAL), value, e.getMessage()),
          e);
    }
  }

  @Override
  public long write(Object checked, RecordConsumer out) {
    switch (physical) {
      case BOOLEAN -> out.addBoolean((Boolean) checked);
      case INT32 -> out.addInteger((Integer) checked);
      case INT64 -> out.addLong((Long) checked);
      case FLOAT -> out.addFloat((Float) checked);
      case DOUBLE -> out.addDouble((Double) checked);
      default -> {
        Binary bytes = (Binary) checked;
        out.addBinary(bytes);
        return Integer.BYTES + bytes.length();
      }
    }
    return switch (physical) {
      case BOOLEAN -> 1;
      case INT32, FLOAT -> Integer.BYTES;
      default -> Long.BYTES;
    };
  }
}
