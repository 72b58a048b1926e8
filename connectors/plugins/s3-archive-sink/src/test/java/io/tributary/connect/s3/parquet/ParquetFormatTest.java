package io.tributary.connect.s3.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.connect.s3.config.Compression;
import io.tributary.connect.s3.format.RecordWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ParquetFormatTest {
  private static final Path KNOWN = Path.of("src/test/resources/parquet");

  @ParameterizedTest
  @EnumSource
  void everyTypeIsReadBack(Compression compression) {
    ParquetFile file = ParquetFile.read(WrittenFile.of(compression, EveryType.records()));

    assertThat(file.type()).hasToString(text("type"));
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
      byte[] now = WrittenFile.of(compression, EveryType.records());
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
                WrittenFile.of(
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

    List<Group> rows = ParquetFile.read(WrittenFile.of(Compression.SNAPPY, records)).rows();

    assertThat(rows).hasSize(50_000);
    assertThat(rows.get(49_999).getLong("id", 0)).isEqualTo(49_999);
    assertThat(rows.get(30_001).getString("text", 0)).isEqualTo("x" + 30_001 % 7);
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
    return ParquetFile.read(WrittenFile.of(Compression.NONE, List.of(EveryType.record(0, value))))
        .rows();
  }

  private static String text(String name) {
    try {
      return Files.readString(KNOWN.resolve(name + ".txt"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
