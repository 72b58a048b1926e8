package io.tributary.connect.s3.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.connect.s3.config.Compression;
import io.tributary.connect.s3.config.RowContent;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

final class JsonLinesFormatTest {
  private final RecordFormat plain = new JsonLinesFormat(RowContent.VALUE, Compression.NONE);

  @Test
  void namesItsFiles() {
    RecordFormat gzip = new JsonLinesFormat(RowContent.VALUE, Compression.GZIP);
    assertThat(plain.extension()).isEqualTo("jsonl");
    assertThat(plain.contentType()).isEqualTo("application/x-ndjson");
    assertThat(gzip.extension()).isEqualTo("jsonl.gz");
    assertThat(gzip.contentType()).isEqualTo("application/gzip");
  }

  @Test
  void writesSchemalessMapsInTheirOrder() {
    Map<String, Object> value = new LinkedHashMap<>();
    value.put("before", null);
    value.put("after", Map.of("NAME", "Žluťoučký \n kůň 🐎"));
    value.put("list", List.of(1L, "two"));
    value.put("op", "c");
    value.put("price", 10.5);

    assertThat(lines(plain, record(null, value)))
        .isEqualTo(
            "{\"before\":null,\"after\":{\"NAME\":\"Žluťoučký \\n kůň \\uD83D\\uDC0E\"},\"list\":[1,\"two\"],\"op\":\"c\",\"price\":10.5}\n");
  }

  @Test
  void writesStructsWithoutTheirSchema() {
    Schema schema =
        SchemaBuilder.struct()
            .field("id", Schema.INT64_SCHEMA)
            .field("amount", Decimal.schema(2))
            .field("status", SchemaBuilder.string().optional().defaultValue("NEW").build())
            .build();
    Struct value = new Struct(schema).put("id", 7L).put("amount", new BigDecimal("1.50"));
    value.put("status", null);

    assertThat(lines(plain, record(schema, value)))
        .as("a null stays null although the column has a default")
        .isEqualTo("{\"id\":7,\"amount\":\"AJY=\",\"status\":null}\n");
  }

  @Test
  void writesATombstoneAsNull() {
    assertThat(lines(plain, record(null, null), record(null, 1L))).isEqualTo("null\n1\n");
  }

  @Test
  void aValueThatCannotBeWrittenLeavesNoTrace() {
    RecordWriter writer = plain.newWriter();
    writer.write(record(null, 1L));
    assertThatThrownBy(() -> writer.write(record(null, Arrays.asList("ok", new Object()))))
        .isInstanceOf(DataException.class);
    assertThatThrownBy(() -> writer.write(record(Schema.INT64_SCHEMA, "text")))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("The value cannot be written as JSON: ");
    writer.write(record(null, 2L));
    assertThat(writer.encodedBytes()).isEqualTo(4);
    assertThat(read(writer.finish().newInputStream())).isEqualTo("1\n2\n");
  }

  @Test
  void compressesAndReportsSizes() throws IOException {
    RecordWriter writer = new JsonLinesFormat(RowContent.VALUE, Compression.GZIP).newWriter();
    StringBuilder expected = new StringBuilder();
    Random random = new Random(1);
    for (int i = 0; i < 20_000; i++) {
      String value = Long.toHexString(random.nextLong());
      writer.write(record(null, value));
      expected.append('"').append(value).append("\"\n");
    }
    assertThat(writer.encodedBytes()).isEqualTo(expected.length());
    assertThat(writer.heldBytes()).isBetween(96L * 1024, 96L * 1024 + expected.length());
    try (InputStream in = new GZIPInputStream(writer.finish().newInputStream())) {
      assertThat(read(in)).isEqualTo(expected.toString());
    }
  }

  @Test
  @Tag("faults")
  void whatItSaysItHoldsIsWhatItHolds() {
    RecordFormat format = new JsonLinesFormat(RowContent.VALUE, Compression.GZIP);
    for (int rows : new int[] {5, 100, 1_000}) {
      List<RecordWriter> writers = new ArrayList<>();
      long before = usedHeap();
      for (int i = 0; i < 1_000; i++) {
        RecordWriter writer = format.newWriter();
        for (int row = 0; row < rows; row++) {
          writer.write(record(null, "x".repeat(400) + row));
        }
        writers.add(writer);
      }
      long used = usedHeap() - before;
      long held = writers.stream().mapToLong(RecordWriter::heldBytes).sum();
      assertThat((double) used / held)
          .as("%d rows: %d of %d", rows, used, held)
          .isBetween(0.8, 1.3);
    }
    format.close();
  }

  private static long usedHeap() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  @Test
  void equalRecordsGiveEqualBytes() {
    assertThat(compressed()).isEqualTo(compressed());
  }

  private static byte[] compressed() {
    RecordWriter writer = new JsonLinesFormat(RowContent.VALUE, Compression.GZIP).newWriter();
    writer.write(record(null, "text"));
    try (InputStream in = writer.finish().newInputStream()) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String lines(RecordFormat format, SinkRecord... records) {
    RecordWriter writer = format.newWriter();
    for (SinkRecord record : records) {
      writer.write(record);
    }
    return read(writer.finish().newInputStream());
  }

  private static String read(InputStream in) {
    try (in) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static SinkRecord record(Schema schema, Object value) {
    return new SinkRecord("t", 0, null, null, schema, value, 0, 0L, TimestampType.CREATE_TIME);
  }
}
