package io.tributary.connect.s3.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.connect.s3.config.Compression;
import io.tributary.connect.s3.format.RecordWriter;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Values that their columns cannot hold. */
class BadRowTest {
  static Stream<Arguments> bad() {
    return Stream.of(
        Arguments.of(decimal("4.999"), "`it` must hold a value of the column", "got: 4.999"),
        Arguments.of(decimal("1000.00"), "DECIMAL(5,2)", "more than 5 digits"),
        Arguments.of(
            named(SchemaBuilder.int64(), "NanoTimestamp", 1L), "got: 1", "finer than micro"),
        Arguments.of(named(SchemaBuilder.int64(), "Timestamp", Long.MAX_VALUE), "`it`", "overflow"),
        Arguments.of(
            named(SchemaBuilder.string(), "ZonedTimestamp", "infinity"), "`it`", "infinity"),
        Arguments.of(
            named(SchemaBuilder.string(), "ZonedTimestamp", "2006-02-15T05:03:42.1234567Z"),
            "`it`",
            "finer than micro"),
        Arguments.of(of(Schema.STRING_SCHEMA, "\ud800"), "`it`", "half of a surrogate pair"),
        Arguments.of(
            of(
                SchemaBuilder.map(Schema.OPTIONAL_STRING_SCHEMA, Schema.INT32_SCHEMA).build(),
                Collections.singletonMap(null, 1)),
            "`it.key` must hold a value",
            "got: null"),
        Arguments.of(new Struct(SchemaBuilder.struct().build()), "a field that holds a value", ""));
  }

  @ParameterizedTest
  @MethodSource("bad")
  void aValueThatItsColumnCannotHoldIsRefusedAndNothingOfItsRowStays(
      Struct value, String rule, String got) {
    try (ParquetFormat format = new ParquetFormat(Compression.NONE);
        RecordWriter writer = format.newWriter()) {
      assertThatThrownBy(() -> writer.write(EveryType.record(0, value)))
          .isInstanceOf(DataException.class)
          .hasMessageContaining(rule)
          .hasMessageContaining(got);
    }
  }

  @Test
  void aBadRowAmongGoodOnesLeavesNoTrace() {
    Schema schema =
        SchemaBuilder.struct()
            .field("first", Schema.INT32_SCHEMA)
            .field("it", named(SchemaBuilder.string(), "ZonedTimestamp"))
            .build();
    Struct good = new Struct(schema).put("first", 1).put("it", "2006-02-15T05:03:42Z");
    Struct bad = new Struct(schema).put("first", 2).put("it", "infinity");
    try (ParquetFormat format = new ParquetFormat(Compression.NONE);
        RecordWriter writer = format.newWriter()) {
      writer.write(EveryType.record(0, good));
      assertThatThrownBy(() -> writer.write(EveryType.record(1, bad)))
          .isInstanceOf(DataException.class);
      writer.write(EveryType.record(2, good));

      assertThat(ParquetFile.read(WrittenFile.bytes(writer.finish())).rows())
          .extracting(row -> row.getInteger("first", 0))
          .containsExactly(1, 1);
    }
  }

  private static Struct decimal(String value) {
    return of(
        Decimal.builder(2).parameter("connect.decimal.precision", "5").build(),
        new BigDecimal(value));
  }

  private static Schema named(SchemaBuilder builder, String name) {
    return builder.name("io.debezium.time." + name).build();
  }

  private static Struct named(SchemaBuilder builder, String name, Object value) {
    return of(named(builder, name), value);
  }

  private static Struct of(Schema schema, Object value) {
    Schema row = SchemaBuilder.struct().field("it", schema).build();
    return new Struct(row).put("it", value);
  }
}
