package io.tributary.connect.postgres;

import io.debezium.spi.converter.RelationalColumn;
import java.util.OptionalInt;

/** A column as Debezium describes it to a converter. */
record TestColumn(String typeName, int jdbcType, int nativeType, int precision, int places)
    implements RelationalColumn {

  @Override
  public String name() {
    return "it";
  }

  @Override
  public String dataCollection() {
    return "public.film";
  }

  @Override
  public String typeExpression() {
    return typeName;
  }

  @Override
  public OptionalInt length() {
    return OptionalInt.of(precision);
  }

  @Override
  public OptionalInt scale() {
    return OptionalInt.of(places);
  }

  @Override
  public boolean isOptional() {
    return false;
  }

  @Override
  public Object defaultValue() {
    return null;
  }

  @Override
  public boolean hasDefaultValue() {
    return false;
  }

  @Override
  public String charsetName() {
    return null;
  }
}
