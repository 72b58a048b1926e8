package io.tributary.connect.s3.format;

import io.tributary.connect.s3.config.Compression;
import io.tributary.connect.s3.config.RowContent;

/** One JSON document a line. */
public final class JsonLinesFormat implements RecordFormat {
  private final Compression compression;
  private final BlockDeflater deflater;
  private final JsonLine line;

  public JsonLinesFormat(RowContent content, Compression compression) {
    this.compression = compression;
    deflater = compression == Compression.GZIP ? new BlockDeflater() : null;
    JsonText json = new JsonText();
    line =
        switch (content) {
          case VALUE -> new ValueLine(json);
          case RECORD -> new RecordLine(json);
        };
  }

  @Override
  public String extension() {
    return compression == Compression.NONE ? "jsonl" : "jsonl." + compression.extension();
  }

  @Override
  public String contentType() {
    return compression == Compression.GZIP ? "application/gzip" : "application/x-ndjson";
  }

  @Override
  public RecordWriter newWriter() {
    return new JsonLinesWriter(line, deflater);
  }

  @Override
  public void close() {
    if (deflater != null) {
      deflater.close();
    }
  }
}
