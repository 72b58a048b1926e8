package io.tributary.connect.postgres;

import io.debezium.DebeziumException;
import io.debezium.spi.converter.CustomConverter;
import io.debezium.spi.converter.RelationalColumn;
import java.sql.Types;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.postgresql.core.Oid;

/**
 * Values as PostgreSQL has them, where Debezium's own conversion loses them, knows no form of them,
 * or tells them otherwise in a snapshot than in the log.
 *
 * <p>Property {@code typed}, false by default: whether dates, timestamps, numbers of declared
 * digits and enums are of types of their own, for converters that write schemas, instead of text.
 * What such a type cannot hold stops the capture: infinity, NaN, years before 1 and after 9999.
 */
public final class PostgresValues implements CustomConverter<SchemaBuilder, RelationalColumn> {

  /** How names of types of arrays begin in {@code pg_type}. */
  private static final String ARRAY = "_";

  /** What Debezium tells as it is, by the type that a domain comes down to. */
  private static final Set<Integer> TOLD =
      Set.of(
          Oid.BOOL,
          Oid.INT2,
          Oid.INT4,
          Oid.INT8,
          Oid.OID,
          Oid.FLOAT4,
          Oid.FLOAT8,
          Oid.TEXT,
          Oid.VARCHAR,
          Oid.BPCHAR,
          Oid.BYTEA,
          Oid.INTERVAL,
          Oid.MONEY,
          Oid.JSON,
          Oid.JSONB,
          Oid.XML,
          Oid.UUID);

  /** The same, of extensions, whose numbers differ between databases. */
  private static final Set<String> TOLD_OF_EXTENSIONS =
      Set.of("hstore", "geometry", "geography", "vector", "halfvec", "sparsevec");

  private static final String TYPED = "typed";

  /** Types of a lower number are the server's own, none of which is an enum. */
  private static final int FIRST_OF_USERS = 16384;

  private boolean typed;

  @Override
  public void configure(Properties properties) {
    String value = properties.getProperty(TYPED, "false");
    if (!value.equals("true") && !value.equals("false")) {
      throw new DebeziumException("`%s` must be true or false, got: %s".formatted(TYPED, value));
    }
    typed = value.equals("true");
  }

  @Override
  public void converterFor(
      RelationalColumn column, ConverterRegistration<SchemaBuilder> registration) {
    WrittenType.require(column);
    conversionOf(column)
        .ifPresent(
            conversion ->
                registration.register(
                    conversion.schema(), new ColumnConverter(column, conversion)));
  }

  private Optional<Conversion> conversionOf(RelationalColumn column) {
    String type = plainName(column.typeName());
    if (column.jdbcType() == Types.ARRAY) {
      // A domain of an array has a name of its own, and elements that nobody names here.
      Element element = type.startsWith(ARRAY) ? Element.of(column.nativeType()) : Element.TEXT;
      // Commas are within a box, and in no quotes.
      char delimiter = column.nativeType() == Oid.BOX_ARRAY ? ';' : ',';
      return Optional.of(new ListOfElements(element, delimiter));
    }
    int oid = column.nativeType();
    if (TOLD.contains(oid) || isOfExtension(column, type) || (typed && isEnum(column, type))) {
      return Optional.empty();
    }
    return typedOf(column).or(() -> textOf(column));
  }

  private Optional<Conversion> typedOf(RelationalColumn column) {
    if (!typed) {
      return Optional.empty();
    }
    return switch (column.nativeType()) {
      case Oid.NUMERIC -> NumericDecimal.of(column.length().orElse(0), column.scale().orElse(0));
      case Oid.DATE -> Optional.of(new DateDays());
      case Oid.TIMESTAMP -> Optional.of(new TimestampMicros());
      case Oid.TIMESTAMPTZ -> Optional.of(new TimestampUtc());
      default -> Optional.empty();
    };
  }

  private static Optional<Conversion> textOf(RelationalColumn column) {
    return Optional.ofNullable(
        switch (column.nativeType()) {
          case Oid.NUMERIC -> new NumericText();
          case Oid.DATE -> new DateText();
          case Oid.TIMESTAMP, Oid.TIMESTAMPTZ -> new TimestampText();
          // One bit is a truth value.
          case Oid.BIT ->
              column.length().orElse(1) > 1 ? new BitText(column.length().orElse(1)) : null;
          case Oid.VARBIT -> new BitText(0);
          default -> new AnyText();
        });
  }

  /**
   * Debezium has no other type of users whose values it takes for characters. One that is called as
   * a type of an extension it takes for that, and its values for NULL.
   */
  private static boolean isEnum(RelationalColumn column, String type) {
    return column.jdbcType() == Types.VARCHAR
        && column.nativeType() >= FIRST_OF_USERS
        && !TOLD_OF_EXTENSIONS.contains(type);
  }

  /** An enum or a domain may be called so, too. */
  private static boolean isOfExtension(RelationalColumn column, String type) {
    return column.jdbcType() == Types.OTHER && TOLD_OF_EXTENSIONS.contains(type);
  }

  /** A name that has a schema, or capitals, comes with quotes. */
  private static String plainName(String name) {
    return name.replaceAll("^.*\\.", "").replace("\"", "");
  }
}
