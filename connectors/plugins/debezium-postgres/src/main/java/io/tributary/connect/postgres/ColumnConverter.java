package io.tributary.connect.postgres;

import io.debezium.DebeziumException;
import io.debezium.connector.postgresql.UnchangedToastedReplicationMessageColumn;
import io.debezium.spi.converter.CustomConverter;
import io.debezium.spi.converter.RelationalColumn;

/** Converts the values of one column, and says which one it is where it cannot. */
final class ColumnConverter implements CustomConverter.Converter {

  /** Debezium's word for a value that the log left out, as long as nobody chooses another. */
  private static final String UNTOLD = "__debezium_unavailable_value";

  private final String column;
  private final Conversion conversion;

  ColumnConverter(RelationalColumn column, Conversion conversion) {
    this.column = column.dataCollection() + "." + column.name();
    this.conversion = conversion;
  }

  @Override
  public Object convert(Object value) {
    if (value == null) {
      return null;
    }
    try {
      if (UnchangedToastedReplicationMessageColumn.isUnchangedToastedValue(value)) {
        return conversion.untold(UNTOLD);
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
    String told = "`" + column + "` must hold a value that can be told, " + message;
    return new DebeziumException(told, new DebeziumException(told, cause));
  }
}
