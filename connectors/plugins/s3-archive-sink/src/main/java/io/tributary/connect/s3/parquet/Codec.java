package io.tributary.connect.s3.parquet;

import com.github.luben.zstd.Zstd;
import io.tributary.connect.s3.config.Compression;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.GZIPOutputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory.BytesInputCompressor;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.xerial.snappy.Snappy;

/** Compresses pages. Parquet's own codecs are Hadoop's, and bring it along. */
final class Codec implements BytesInputCompressor {
  private final Compression compression;

  Codec(Compression compression) {
    this.compression = compression;
  }

  @Override
  public BytesInput compress(BytesInput bytes) throws IOException {
    return switch (compression) {
      case GZIP -> gzip(bytes);
      case SNAPPY -> BytesInput.from(Snappy.compress(bytes.toInputStream().readAllBytes()));
      case ZSTD -> BytesInput.from(Zstd.compress(bytes.toInputStream().readAllBytes()));
      case NONE -> bytes;
    };
  }

  @Override
  public CompressionCodecName getCodecName() {
    return switch (compression) {
      case GZIP -> CompressionCodecName.GZIP;
      case SNAPPY -> CompressionCodecName.SNAPPY;
      case ZSTD -> CompressionCodecName.ZSTD;
      case NONE -> CompressionCodecName.UNCOMPRESSED;
    };
  }

  /** Nothing is held between pages. */
  @Override
  public void release() {}

  private static BytesInput gzip(BytesInput bytes) throws IOException {
    var compressed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(compressed)) {
      bytes.writeAllTo(gzip);
    }
    return BytesInput.from(compressed);
  }
}
