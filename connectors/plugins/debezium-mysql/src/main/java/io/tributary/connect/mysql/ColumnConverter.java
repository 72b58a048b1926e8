package io.tributary.connect.mysql;

import io.debezium.DebeziumException;
import io.debezium.spi.converter.CustomConverter;
import io.debezium.spi.converter.RelationalColumn;

/** Converts the values of one column, and says which one it is where it cannot. */
final class ColumnConverter implements CustomConverter.Converter {

  private final String column;
  private final Conversion conversion;

  ColumnConverter(RelationalColumn column, Conversion conversion) {
    this.column = column.dataCollection() + "." + column.name();
    this.conversion = conversion;
  }

  @Override
  public Object convert(Object value) {
    try {
      if (value == null) {
        return conversion.convertNull();
      }
      if (value == ZeroDate.INSTANCE) {
        return conversion.convertZero();
      }
      Object converted = conversion.convert(value);
      if (converted != null) {
        return converted;
      }
    } catch (RuntimeException e) {
      throw failure(e.getMessage(), e);
    }
    throw failure("got: " + value + " (" + value.getClass().getName() + ")", null);
  }

  /** Debezium names the column, drops the exception itself, and tells its cause. */
  private DebeziumException failure(String message, RuntimeException cause) {
    String told = "`" + column + "` must hold a value of its type, " + message;
    return new DebeziumException(told, new DebeziumException(told, cause));
  }
}
