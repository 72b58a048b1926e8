package io.tributary.connect.s3.format;

import io.tributary.connect.s3.config.Compression;
import java.util.Map;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.json.JsonConverterConfig;

/**
 * One JSON document a line, as Connect's JSON converter writes values without schemas. A field that
 * is null stays null: the converter's habit of putting a column's default in its place would change
 * data.
 */
public final class JsonLinesFormat implements RecordFormat {
  private final Compression compression;
  private final JsonConverter converter = new JsonConverter();

  public JsonLinesFormat(Compression compression) {
    this.compression = compression;
    converter.configure(
        Map.of(
            JsonConverterConfig.SCHEMAS_ENABLE_CONFIG, false,
            JsonConverterConfig.REPLACE_NULL_WITH_DEFAULT_CONFIG, false),
        false);
  }

  @Override
  public String extension() {
    return "jsonl" + compression.extension();
  }

  @Override
  public String contentType() {
    return compression == Compression.GZIP ? "application/gzip" : "application/x-ndjson";
  }

  @Override
  public RecordWriter newWriter() {
    return new JsonLinesWriter(converter, compression);
  }
}
