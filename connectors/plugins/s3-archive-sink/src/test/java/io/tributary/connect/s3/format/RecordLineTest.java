package io.tributary.connect.s3.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.connect.s3.config.Compression;
import io.tributary.connect.s3.config.RowContent;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Lines that hold partition, offset, key and value. */
final class RecordLineTest {
  private static final Schema KEY =
      SchemaBuilder.struct()
          .field("id", Schema.INT64_SCHEMA)
          .field("price", Decimal.schema(2))
          .field("site", SchemaBuilder.string().optional().defaultValue("HQ").build())
          .build();

  private final RecordWriter writer =
      new JsonLinesFormat(RowContent.RECORD, Compression.NONE).newWriter();

  @Test
  void holdsPlaceKeyAndValueInThisOrder() {
    writer.write(record(3, 17, null, Map.of("id", 7L), null, Map.of("op", "c")));
    writer.write(record(0, Long.MAX_VALUE, null, Map.of("id", 8L), null, Map.of("op", "d")));

    assertThat(written())
        .isEqualTo(
            "{\"partition\":3,\"offset\":17,\"key\":{\"id\":7},\"value\":{\"op\":\"c\"}}\n"
                + "{\"partition\":0,\"offset\":9223372036854775807,\"key\":{\"id\":8},\"value\":{\"op\":\"d\"}}\n");
  }

  static Stream<Arguments> keys() {
    Struct struct = new Struct(KEY).put("id", 7L).put("price", new BigDecimal("1.50"));
    return Stream.of(
        Arguments.of(null, null, "null"),
        Arguments.of(Schema.OPTIONAL_STRING_SCHEMA, null, "null"),
        Arguments.of(
            Schema.STRING_SCHEMA,
            "a\"b\\c\nd\r🐎\u0000",
            "\"a\\\"b\\\\c\\nd\\r\\uD83D\\uDC0E\\u0000\""),
        Arguments.of(null, "", "\"\""),
        Arguments.of(Schema.INT32_SCHEMA, -5, "-5"),
        Arguments.of(null, 9_007_199_254_740_993L, "9007199254740993"),
        Arguments.of(null, 0.1, "0.1"),
        Arguments.of(Schema.FLOAT64_SCHEMA, Double.NaN, "\"NaN\""),
        Arguments.of(null, true, "true"),
        Arguments.of(Schema.BYTES_SCHEMA, new byte[] {1, 2, 3}, "\"AQID\""),
        Arguments.of(null, List.of("a", 1L), "[\"a\",1]"),
        Arguments.of(null, Map.of("line", "1\n2"), "{\"line\":\"1\\n2\"}"),
        Arguments.of(KEY, struct.put("site", null), "{\"id\":7,\"price\":\"AJY=\",\"site\":null}"));
  }

  @ParameterizedTest(name = "{2}")
  @MethodSource("keys")
  void writesKeysOfEveryKindAsJsonOnOneLine(Schema schema, Object key, String json) {
    writer.write(record(0, 1, schema, key, null, "x\ny"));

    String line = written();
    assertThat(line)
        .isEqualTo("{\"partition\":0,\"offset\":1,\"key\":" + json + ",\"value\":\"x\\ny\"}\n");
    assertThat(parsed(line).fieldNames())
        .toIterable()
        .containsExactly("partition", "offset", "key", "value");
  }

  @Test
  void writesATombstoneWithANullValue() {
    writer.write(record(0, 1, null, Map.of("id", 7L), null, null));

    assertThat(written())
        .isEqualTo("{\"partition\":0,\"offset\":1,\"key\":{\"id\":7},\"value\":null}\n");
  }

  @Test
  void goesByWhereTheRecordWasReadAndNotByWhereATransformSentIt() {
    SinkRecord read = record(2, 17, null, "k", null, "v");
    writer.write(read.newRecord("elsewhere", 9, null, "k2", null, "v2", null));

    assertThat(written())
        .isEqualTo("{\"partition\":2,\"offset\":17,\"key\":\"k2\",\"value\":\"v2\"}\n");
  }

  @Test
  void aKeyOrValueThatCannotBeWrittenLeavesNoTrace() {
    writer.write(record(0, 0, null, 1L, null, 1L));
    assertThatThrownBy(() -> writer.write(record(0, 1, null, List.of(new Object()), null, 2L)))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("The key cannot be written as JSON: ");
    assertThatThrownBy(() -> writer.write(record(0, 2, Schema.INT64_SCHEMA, "text", null, 3L)))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("The key cannot be written as JSON: ");
    assertThatThrownBy(() -> writer.write(record(0, 3, null, 4L, null, List.of(new Object()))))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("The value cannot be written as JSON: ");

    String line = "{\"partition\":0,\"offset\":0,\"key\":1,\"value\":1}\n";
    assertThat(writer.encodedBytes()).isEqualTo(line.length());
    assertThat(written()).isEqualTo(line);
  }

  private String written() {
    try (InputStream in = writer.finish().newInputStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode parsed(String line) {
    try {
      return new ObjectMapper().readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static SinkRecord record(
      int partition, long offset, Schema keySchema, Object key, Schema valueSchema, Object value) {
    return new SinkRecord(
        "t", partition, keySchema, key, valueSchema, value, offset, 0L, TimestampType.CREATE_TIME);
  }
}
