package io.tributary.connect.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.debezium.connector.postgresql.UnchangedToastedReplicationMessageColumn;
import io.debezium.data.Enum;
import io.debezium.data.Json;
import io.debezium.data.SpecialValueDecimal;
import io.debezium.data.Uuid;
import io.debezium.data.geometry.Geometry;
import io.debezium.data.vector.DoubleVector;
import io.debezium.data.vector.SparseDoubleVector;
import io.debezium.spi.converter.CustomConverter.Converter;
import io.debezium.time.ZonedTime;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.postgresql.core.Oid;

/** What a capture writes in Avro is read as the text that it would have written in JSON. */
class SameTextTest {
  private static final Object UNTOLD =
      UnchangedToastedReplicationMessageColumn.UNCHANGED_TOAST_VALUE;

  private final BothTexts texts = new BothTexts();

  SameTextTest() throws IOException {}

  @AfterEach
  void close() {
    texts.close();
  }

  static Stream<Arguments> columns() {
    return Stream.of(
        of(
            column("date", Types.DATE, Oid.DATE),
            LocalDate.of(2020, 1, 1),
            LocalDate.of(1, 1, 1),
            LocalDate.of(9999, 12, 31),
            LocalDate.of(1969, 12, 31),
            java.sql.Date.valueOf("2006-02-15")),
        of(
            column("timestamp", Types.TIMESTAMP, Oid.TIMESTAMP),
            Instant.parse("2006-02-15T05:03:42.123456Z"),
            Instant.parse("2006-02-15T05:03:00Z"),
            Instant.parse("2006-02-15T05:03:42.5Z"),
            Instant.parse("1969-12-31T23:59:59.999999Z"),
            Instant.parse("0001-01-01T00:00:00.000001Z"),
            Instant.parse("9999-12-31T23:59:59.999999Z"),
            "2006-02-15 00:00:00"),
        of(
            column("timestamptz", Types.TIMESTAMP_WITH_TIMEZONE, Oid.TIMESTAMPTZ),
            OffsetDateTime.parse("2006-02-15T05:03:42.5+05:30"),
            "2006-02-15 05:03:42.000001+00"),
        of(
            numeric(12, 2),
            new BigDecimal("0.00"),
            new BigDecimal("-12.30"),
            new BigDecimal("9999999999.99"),
            new SpecialValueDecimal(new BigDecimal("0.01"))),
        of(numeric(38, 0), new BigDecimal("99999999999999999999999999999999999999")),
        of(numeric(38, 38), new BigDecimal("-0.00000000000000000000000000000000000001")),
        of(numeric(0, 0), new BigDecimal("1E-20"), SpecialValueDecimal.NOT_A_NUMBER, UNTOLD),
        of(column("time", Types.TIME, Oid.TIME), "24:00:00", UNTOLD),
        of(column("varbit", Types.OTHER, Oid.VARBIT), "0101", UNTOLD),
        of(column("inet", Types.OTHER, Oid.INET), "10.0.0.1/8"),
        of(column("_int2", Types.ARRAY, Oid.INT2_ARRAY), "{1,-2,NULL}", "{}", UNTOLD),
        of(column("_int4", Types.ARRAY, Oid.INT4_ARRAY), "{1,-2,NULL}", UNTOLD),
        of(column("_int8", Types.ARRAY, Oid.INT8_ARRAY), "{9223372036854775807}", UNTOLD),
        of(column("_float4", Types.ARRAY, Oid.FLOAT4_ARRAY), "{0.1,NaN,-Infinity,1e-45}", UNTOLD),
        of(column("_float8", Types.ARRAY, Oid.FLOAT8_ARRAY), "{0.1,NaN,1e300}", UNTOLD),
        of(column("_bool", Types.ARRAY, Oid.BOOL_ARRAY), "{t,f,NULL}", UNTOLD),
        of(column("_text", Types.ARRAY, Oid.TEXT_ARRAY), "{a,\"b \\\"c\",NULL,😀}", UNTOLD),
        of(column("_date", Types.ARRAY, Oid.DATE_ARRAY), "{2020-01-01,infinity}", UNTOLD),
        of(column("_numeric", Types.ARRAY, Oid.NUMERIC_ARRAY), "{12.340,NaN}", UNTOLD));
  }

  @ParameterizedTest
  @MethodSource("columns")
  void valuesOfOurConverter(TestColumn column, List<Object> raw) {
    Told typed = new Told(column, true);
    Told plain = new Told(column, false);
    for (Object each : raw) {
      texts.assertSame(
          typed.schema, typed.converter.convert(each), plain.schema, plain.converter.convert(each));
    }
    texts.assertSame(typed.schema, null, plain.schema, null);
  }

  static Stream<Arguments> others() {
    Schema geometry = Geometry.builder().optional().build();
    Schema sparse = SparseDoubleVector.builder().optional().build();
    return Stream.of(
        told(Schema.OPTIONAL_BOOLEAN_SCHEMA, true, false),
        told(Schema.OPTIONAL_INT16_SCHEMA, (short) -32768),
        told(Schema.OPTIONAL_INT32_SCHEMA, Integer.MIN_VALUE),
        told(Schema.OPTIONAL_INT64_SCHEMA, Long.MAX_VALUE),
        told(Schema.OPTIONAL_FLOAT32_SCHEMA, 0.1f, Float.NaN, -0.0f, 1e10f, 16777216f),
        told(Schema.OPTIONAL_FLOAT64_SCHEMA, 0.1, Double.NEGATIVE_INFINITY, 1e-300, 1e22, 5.0),
        told(Schema.OPTIONAL_BYTES_SCHEMA, new byte[] {0, -1, 127}, new byte[0]),
        told(Schema.OPTIONAL_BYTES_SCHEMA, ByteBuffer.wrap(new byte[] {1, 2, 3})),
        told(Schema.OPTIONAL_STRING_SCHEMA, "", "q\"\\\n\u0001 ü 😀"),
        told(Json.builder().optional().build(), "{\"a\": 1.0}"),
        told(Uuid.builder().optional().build(), "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"),
        told(ZonedTime.builder().optional().build(), "05:03:42Z"),
        told(Enum.builder("G,PG-13").optional().build(), "PG-13"),
        told(DoubleVector.builder().optional().build(), List.of(1.0, 2.5)),
        told(geometry, new Struct(geometry).put("wkb", new byte[] {1, 2}).put("srid", 4326)),
        told(geometry, new Struct(geometry).put("wkb", new byte[] {1, 2})),
        told(
            sparse,
            new Struct(sparse).put("dimensions", (short) 5).put("vector", Map.of((short) 1, 1.5)),
            new Struct(sparse).put("dimensions", (short) 5).put("vector", Map.of())),
        told(
            SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.OPTIONAL_STRING_SCHEMA)
                .optional()
                .build(),
            Map.of("total_rows_scanned", "7"),
            Map.of()));
  }

  @ParameterizedTest
  @MethodSource("others")
  void valuesOfDebezium(Schema schema, List<Object> values) {
    values.forEach(value -> texts.assertSame(schema, value, schema, value));
    texts.assertSame(schema, null, schema, null);
  }

  @Test
  void whatHasADefaultStaysNull() {
    Schema schema = SchemaBuilder.string().optional().defaultValue("x").build();
    texts.assertSame(schema, null, schema, null);
    texts.assertSame(schema, "", schema, "");
  }

  @Test
  void whatIsTextAlreadyIsReadAsItIs() {
    String text = "{\"before\":null,\"op\":\"c\"}";
    assertThat(texts.read(text)).isEqualTo(text);
  }

  @Test
  void keysThatAreDatesAndNumbers() {
    Told date = new Told(column("date", Types.DATE, Oid.DATE), true);
    Told text = new Told(column("date", Types.DATE, Oid.DATE), false);
    Told number = new Told(numeric(5, 2), true);
    Told digits = new Told(numeric(5, 2), false);
    Schema typed = key(date.schema, number.schema);
    Schema plain = key(text.schema, digits.schema);
    Object day = LocalDate.of(2020, 2, 29);
    Object price = new BigDecimal("4.90");

    assertThat(
            texts.throughAvro(
                typed,
                new Struct(typed)
                    .put("day", date.converter.convert(day))
                    .put("price", number.converter.convert(price))))
        .isEqualTo(
            texts.inJson(
                plain,
                new Struct(plain)
                    .put("day", text.converter.convert(day))
                    .put("price", digits.converter.convert(price))))
        .isEqualTo("{\"day\":\"2020-02-29Z\",\"price\":\"4.90\"}");
  }

  private static Schema key(Schema day, Schema price) {
    return SchemaBuilder.struct()
        .name("shop.public.film.Key")
        .field("day", day)
        .field("price", price)
        .build();
  }

  private static TestColumn column(String type, int jdbcType, int oid) {
    return new TestColumn(type, jdbcType, oid, 0, 0);
  }

  private static TestColumn numeric(int precision, int scale) {
    return new TestColumn("numeric", Types.NUMERIC, Oid.NUMERIC, precision, scale);
  }

  private static Arguments of(TestColumn column, Object... raw) {
    return Arguments.of(column, Arrays.asList(raw));
  }

  private static Arguments told(Schema schema, Object... values) {
    return Arguments.of(schema, new ArrayList<>(Arrays.asList(values)));
  }

  /** A column as a capture in Avro tells it, or one in JSON. */
  private static final class Told {
    private Schema schema;
    private Converter converter;

    Told(TestColumn column, boolean typed) {
      var properties = new Properties();
      properties.setProperty("typed", String.valueOf(typed));
      var values = new PostgresValues();
      values.configure(properties);
      values.converterFor(
          column,
          (builder, conversion) -> {
            schema = builder.build();
            converter = conversion;
          });
    }
  }
}
