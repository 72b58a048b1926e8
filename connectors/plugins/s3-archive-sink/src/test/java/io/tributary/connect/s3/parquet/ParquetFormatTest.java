package io.tributary.connect.s3.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.connect.s3.config.Compression;
import io.tributary.connect.s3.format.ChunkedBuffer;
import io.tributary.connect.s3.format.RecordWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ParquetFormatTest {
  private static final Path KNOWN = Path.of("src/test/resources/parquet");

  @ParameterizedTest
  @EnumSource
  void everyTypeIsReadBack(Compression compression) {
    ParquetFile file = ParquetFile.read(written(compression, EveryType.records()));

    assertThat(file.type()).hasToString(expectedType());
    assertThat(file.rows()).hasSize(3);
    assertThat(file.rows().get(0)).hasToString(text("values"));
    assertThat(file.rows().get(1)).hasToString(text("extremes"));
    assertThat(file.rows().get(2)).as("all NULL, also beside a default").hasToString("id: 3\n");
    assertThat(file.codecs())
        .containsExactly(
            switch (compression) {
              case GZIP -> CompressionCodecName.GZIP;
              case SNAPPY -> CompressionCodecName.SNAPPY;
              case ZSTD -> CompressionCodecName.ZSTD;
              case NONE -> CompressionCodecName.UNCOMPRESSED;
            });
  }

  /** The same files are read by pyarrow, in `glue-scripts/tests`; `-Dparquet=write` renews them. */
  @ParameterizedTest
  @EnumSource
  void theFilesThatAnotherReaderReadsAreAsTheseAreNow(Compression compression) throws IOException {
    try (ParquetFormat format = new ParquetFormat(compression)) {
      Path known = KNOWN.resolve("every-type." + format.extension());
      byte[] now = written(compression, EveryType.records());
      if ("write".equals(System.getProperty("parquet"))) {
        Files.write(known, now);
      }

      ParquetFile file = ParquetFile.read(Files.readAllBytes(known));
      assertThat(file.type()).isEqualTo(ParquetFile.read(now).type());
      assertThat(file.codecs()).isEqualTo(ParquetFile.read(now).codecs());
      assertThat(file.rows()).hasToString(ParquetFile.read(now).rows().toString());
    }
  }

  @Test
  void nestedStructsAreGroups() {
    Schema row = SchemaBuilder.struct().field("id", Schema.INT32_SCHEMA).optional().build();
    Schema event =
        SchemaBuilder.struct()
            .field("before", row)
            .field("after", row)
            .field("op", Schema.STRING_SCHEMA)
            .build();
    Struct update =
        new Struct(event)
            .put("before", new Struct(row).put("id", 1))
            .put("after", new Struct(row).put("id", 2))
            .put("op", "u");
    Struct insert = new Struct(event).put("after", new Struct(row).put("id", 3)).put("op", "c");

    List<Group> rows =
        ParquetFile.read(
                written(
                    Compression.NONE,
                    List.of(EveryType.record(0, update), EveryType.record(1, insert))))
            .rows();

    assertThat(rows.get(0)).hasToString("before\n  id: 1\nafter\n  id: 2\nop: u\n");
    assertThat(rows.get(1)).hasToString("after\n  id: 3\nop: c\n");
  }

  @Test
  void whatMustBeThereAndIsNotIsItsDefault() {
    Schema schema =
        SchemaBuilder.struct()
            .field("rating", SchemaBuilder.string().defaultValue("G").build())
            .build();
    assertThat(rows(new Struct(schema)).get(0)).hasToString("rating: G\n");
  }

  @Test
  void manyRowsOfManyPagesAreReadBack() {
    Schema schema =
        SchemaBuilder.struct()
            .field("id", Schema.INT64_SCHEMA)
            .field("text", Schema.STRING_SCHEMA)
            .build();
    List<SinkRecord> records =
        Stream.iterate(0L, id -> id + 1)
            .limit(50_000)
            .map(
                id ->
                    EveryType.record(
                        id, new Struct(schema).put("id", id).put("text", "x" + id % 7)))
            .toList();

    List<Group> rows = ParquetFile.read(written(Compression.SNAPPY, records)).rows();

    assertThat(rows).hasSize(50_000);
    assertThat(rows.get(49_999).getLong("id", 0)).isEqualTo(49_999);
    assertThat(rows.get(30_001).getString("text", 0)).isEqualTo("x" + 30_001 % 7);
  }

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

      assertThat(ParquetFile.read(bytes(writer.finish())).rows())
          .extracting(row -> row.getInteger("first", 0))
          .containsExactly(1, 1);
    }
  }

  @Test
  void aRecordOfOtherColumnsBeginsTheNextObject() {
    Schema one = SchemaBuilder.struct().field("id", Schema.INT32_SCHEMA).build();
    Schema told =
        SchemaBuilder.struct().name("n").version(2).field("id", Schema.INT32_SCHEMA).build();
    Schema other = SchemaBuilder.struct().field("id", Schema.INT64_SCHEMA).build();
    Schema more =
        SchemaBuilder.struct()
            .field("id", Schema.INT32_SCHEMA)
            .field("x", Schema.OPTIONAL_STRING_SCHEMA)
            .build();
    try (ParquetFormat format = new ParquetFormat(Compression.NONE);
        RecordWriter writer = format.newWriter()) {
      assertThat(writer.accepts(EveryType.record(0, new Struct(other)))).isTrue();
      writer.write(EveryType.record(0, new Struct(one).put("id", 1)));

      assertThat(writer.accepts(EveryType.record(1, new Struct(one)))).isTrue();
      assertThat(writer.accepts(EveryType.record(1, new Struct(told)))).as("other words").isTrue();
      assertThat(writer.accepts(EveryType.record(1, new Struct(other)))).isFalse();
      assertThat(writer.accepts(EveryType.record(1, new Struct(more)))).isFalse();
      assertThatThrownBy(() -> writer.accepts(EveryType.poison(1)))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("must be a struct with a schema");
    }
  }

  @ParameterizedTest
  @EnumSource
  void theNameEndsWithCodecAndFormat(Compression compression) {
    try (ParquetFormat format = new ParquetFormat(compression)) {
      assertThat(format.extension())
          .isEqualTo(
              Map.of(
                      Compression.GZIP, "gz.parquet",
                      Compression.SNAPPY, "snappy.parquet",
                      Compression.ZSTD, "zstd.parquet",
                      Compression.NONE, "parquet")
                  .get(compression));
    }
  }

  private static List<Group> rows(Struct value) {
    return ParquetFile.read(written(Compression.NONE, List.of(EveryType.record(0, value)))).rows();
  }

  private static byte[] written(Compression compression, List<SinkRecord> records) {
    try (ParquetFormat format = new ParquetFormat(compression);
        RecordWriter writer = format.newWriter()) {
      records.forEach(writer::write);
      return bytes(writer.finish());
    }
  }

  private static byte[] bytes(ChunkedBuffer buffer) {
    try {
      return buffer.newInputStream().readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String expectedType() {
    return text("type");
  }

  private static String text(String name) {
    try {
      return Files.readString(KNOWN.resolve(name + ".txt"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
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
