package io.tributary.connect.mysql;

import io.debezium.spi.converter.CustomConverter;
import io.debezium.spi.converter.RelationalColumn;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;

/**
 * Values as MySQL has them, where Debezium's own conversion loses them, or tells them otherwise in
 * a snapshot than in the log.
 *
 * <p>Property {@code zero.dates.allowed}: tables ({@code schema.table}, separated by commas) whose
 * zero dates are told; in any other they stop the capture.
 */
public final class MysqlValues implements CustomConverter<SchemaBuilder, RelationalColumn> {

  private static final String ZERO_DATES_ALLOWED = "zero.dates.allowed";

  private Set<String> withZeroDates = Set.of();

  @Override
  public void configure(Properties properties) {
    withZeroDates =
        Arrays.stream(properties.getProperty(ZERO_DATES_ALLOWED, "").split(","))
            .map(String::trim)
            .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public void converterFor(
      RelationalColumn column, ConverterRegistration<SchemaBuilder> registration) {
    conversionOf(column)
        .ifPresent(
            conversion ->
                registration.register(
                    conversion.schema(), new ColumnConverter(column, conversion)));
  }

  private Optional<Conversion> conversionOf(RelationalColumn column) {
    String type = column.typeName().toUpperCase(Locale.ROOT);
    String name = type.replaceAll("[(\\s].*", "");
    int length = column.length().orElse(0);
    return Optional.ofNullable(
        switch (name) {
          case "TIME" -> new TimeText(length);
          case "YEAR" -> new YearNumber();
          case "BIT" -> length > 1 ? new BitBytes(length) : null;
          // REAL is a DOUBLE, or a FLOAT under the mode REAL_AS_FLOAT.
          case "REAL", "FLOAT8" -> new FloatNumber(Schema.Type.FLOAT64);
          case "FLOAT4" -> new FloatNumber(Schema.Type.FLOAT32);
          case "FLOAT" -> column.scale().isPresent() ? new FloatNumber(Schema.Type.FLOAT32) : null;
          case "BOOL", "BOOLEAN" -> new TinyNumber();
          case "JSON" -> new JsonText();
          case "BIGINT", "INT8" -> isUnsigned(type) ? new UnsignedText() : null;
          case "SERIAL" -> new UnsignedText();
          case "DATE", "DATETIME", "TIMESTAMP" -> dates(name, length, column);
          default -> null;
        });
  }

  /**
   * Of a column that may be NULL nothing tells a zero date from it: neither the log's reader nor
   * the snapshot's.
   */
  private Conversion dates(String type, int digits, RelationalColumn column) {
    boolean mayBeZero = withZeroDates.contains(column.dataCollection());
    return new DateText(type, digits, column.isOptional(), mayBeZero);
  }

  private static boolean isUnsigned(String type) {
    return type.contains("UNSIGNED") || type.contains("ZEROFILL");
  }
}
