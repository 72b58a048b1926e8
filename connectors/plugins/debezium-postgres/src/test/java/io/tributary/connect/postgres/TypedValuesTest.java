package io.tributary.connect.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.debezium.connector.postgresql.PostgresValueConverter;
import io.debezium.connector.postgresql.UnchangedToastedReplicationMessageColumn;
import io.debezium.data.SpecialValueDecimal;
import io.debezium.spi.converter.CustomConverter.Converter;
import io.debezium.time.MicroTimestamp;
import io.debezium.time.ZonedTimestamp;
import java.math.BigDecimal;
import java.sql.Date;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGStatement;
import org.postgresql.core.Oid;

/** With `typed`: types of their own, and a loud stop for what these cannot hold. */
class TypedValuesTest {
  private static final int OF_USERS = 16500;

  private final PostgresValues values = new PostgresValues();
  private Schema schema;
  private Converter converter;

  TypedValuesTest() {
    configure("true");
  }

  @Test
  void aDateIsDays() {
    column("date", Types.DATE, Oid.DATE);
    assertThat(schema).isEqualTo(org.apache.kafka.connect.data.Date.builder().optional().build());

    java.util.Date told = java.util.Date.from(Instant.parse("2006-02-15T00:00:00Z"));
    assertThat(converter.convert(LocalDate.of(2006, 2, 15))).isEqualTo(told);
    assertThat(converter.convert(Date.valueOf("2006-02-15"))).isEqualTo(told);
    assertThat(converter.convert("2006-02-15Z")).isEqualTo(told);
    assertThat(converter.convert(null)).isNull();
    assertStops("of the years 1 to 9999, got: infinity", Infinity.LAST_DATE);
    assertStops("got: -infinity", new Date(PGStatement.DATE_NEGATIVE_INFINITY));
    assertStops("got: +10000-01-01Z", LocalDate.of(10000, 1, 1));
    assertStops("got: 0000-12-31Z", LocalDate.of(0, 12, 31));
    assertStops("October 1582", Date.valueOf("1582-10-20"));
    assertStops("got: yesterday", "yesterday");
  }

  @Test
  void aTimestampIsMicroseconds() {
    column("timestamp", Types.TIMESTAMP, Oid.TIMESTAMP);
    assertThat(schema).isEqualTo(MicroTimestamp.builder().optional().build());

    assertThat(converter.convert(Instant.parse("2006-02-15T05:03:42.123456Z")))
        .isEqualTo(1139979822123456L);
    assertThat(converter.convert("2006-02-15 05:03:42.123456")).isEqualTo(1139979822123456L);
    assertThat(converter.convert("2006-02-15T05:03:42.123456Z")).isEqualTo(1139979822123456L);
    assertThat(converter.convert(Instant.parse("0001-01-01T00:00:00.000001Z")))
        .isEqualTo(-62135596799999999L);
    assertThat(converter.convert(Instant.parse("9999-12-31T23:59:59.999999Z")))
        .isEqualTo(253402300799999999L);
    assertStops("got: infinity", PostgresValueConverter.POSITIVE_INFINITY_INSTANT);
    assertStops("got: -infinity", "-infinity");
    assertStops("got: -0043-03-15T10:00:00Z", "0044-03-15 10:00:00 BC");
    assertStops("got: +10000-01-01T00:00:00Z", Instant.parse("+10000-01-01T00:00:00Z"));
  }

  @Test
  void aTimestampWithAZoneIsTextOfUtc() {
    column("timestamptz", Types.TIMESTAMP_WITH_TIMEZONE, Oid.TIMESTAMPTZ);
    assertThat(schema).isEqualTo(ZonedTimestamp.builder().optional().build());

    assertThat(converter.convert("2006-02-15 05:03:42.5+05:30"))
        .isEqualTo("2006-02-14T23:33:42.5Z");
    assertThat(converter.convert(OffsetDateTime.parse("2006-02-15T05:03:42+05:30")))
        .isEqualTo("2006-02-14T23:33:42Z");
    assertStops("got: infinity", PostgresValueConverter.POSITIVE_INFINITY_OFFSET_DATE_TIME);
    assertStops("got: -infinity", "-infinity");
  }

  @Test
  void aNumberOfDeclaredDigitsIsADecimal() {
    numeric(5, 2);
    assertThat(schema)
        .isEqualTo(
            Decimal.builder(2).parameter("connect.decimal.precision", "5").optional().build());

    assertThat(converter.convert(new BigDecimal("4.9"))).isEqualTo(new BigDecimal("4.90"));
    assertThat(converter.convert(new SpecialValueDecimal(new BigDecimal("-999.99"))))
        .isEqualTo(new BigDecimal("-999.99"));
    assertThat(converter.convert("4.99")).isEqualTo(new BigDecimal("4.99"));
    assertStops("numeric(5,2), got: NaN", SpecialValueDecimal.NOT_A_NUMBER);
    assertStops("got: Infinity", SpecialValueDecimal.POSITIVE_INF);
    assertStops("got: 4.999", new BigDecimal("4.999"));
    assertStops("got: 1000.00", new BigDecimal("1000.00"));
  }

  @Test
  void aNumberThatTheLogLeavesOutStops() {
    numeric(38, 0);
    assertStops(
        "the log leaves out", UnchangedToastedReplicationMessageColumn.UNCHANGED_TOAST_VALUE);
  }

  @ParameterizedTest
  @CsvSource({"0,0", "131089,0", "39,2", "3,5", "5,65534"})
  void otherNumbersAreText(int precision, int scale) {
    numeric(precision, scale);
    assertThat(schema).isEqualTo(Schema.OPTIONAL_STRING_SCHEMA);
    assertThat(converter.convert(SpecialValueDecimal.NOT_A_NUMBER)).isEqualTo("NaN");
  }

  @Test
  void anEnumIsDebeziums() {
    column("mpaa_rating", Types.VARCHAR, OF_USERS);
    assertThat(converter).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"vector", "\"Other Place\".vector", "hstore", "geometry"})
  void anEnumThatIsCalledAsATypeOfAnExtensionIsText(String type) {
    column(type, Types.VARCHAR, OF_USERS);
    assertThat(schema).isEqualTo(Schema.OPTIONAL_STRING_SCHEMA);
    assertThat(converter.convert("f")).isEqualTo("f");
  }

  @Test
  void otherTypesOfUsersAreText() {
    column("pair", Types.STRUCT, OF_USERS);
    assertThat(schema).isEqualTo(Schema.OPTIONAL_STRING_SCHEMA);
  }

  @Test
  void arraysAreOfTheSameElements() {
    column("_date", Types.ARRAY, Oid.DATE_ARRAY);
    assertThat(schema)
        .isEqualTo(SchemaBuilder.array(Schema.OPTIONAL_STRING_SCHEMA).optional().build());
  }

  @Test
  void withoutItAllIsText() {
    configure("false");
    column("date", Types.DATE, Oid.DATE);
    assertThat(schema).isEqualTo(Schema.OPTIONAL_STRING_SCHEMA);
    numeric(5, 2);
    assertThat(schema).isEqualTo(Schema.OPTIONAL_STRING_SCHEMA);
    column("mpaa_rating", Types.VARCHAR, OF_USERS);
    assertThat(schema).isEqualTo(Schema.OPTIONAL_STRING_SCHEMA);
  }

  @Test
  void itIsTrueOrFalse() {
    assertThatThrownBy(() -> configure("yes"))
        .hasMessage("`typed` must be true or false, got: yes");
  }

  private void configure(String typed) {
    var properties = new Properties();
    properties.setProperty("typed", typed);
    values.configure(properties);
  }

  private void numeric(int precision, int scale) {
    register(new TestColumn("numeric", Types.NUMERIC, Oid.NUMERIC, precision, scale));
  }

  private void column(String type, int jdbcType, int oid) {
    register(new TestColumn(type, jdbcType, oid, 0, 0));
  }

  private void register(TestColumn column) {
    var told = new AtomicReference<Schema>();
    var by = new AtomicReference<Converter>();
    values.converterFor(
        column,
        (builder, conversion) -> {
          told.set(builder.build());
          by.set(conversion);
        });
    schema = told.get();
    converter = by.get();
  }

  private void assertStops(String told, Object value) {
    assertThatThrownBy(() -> converter.convert(value))
        .hasMessageStartingWith("`public.film.it` must hold a value that can be told, ")
        .hasMessageContaining(told);
  }
}
