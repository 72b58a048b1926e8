package io.tributary.connect.s3.parquet;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.DelegatingSeekableInputStream;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;
import org.apache.parquet.schema.MessageType;
import org.xerial.snappy.Snappy;

/**
 * A file as Parquet's own reader has it, without Hadoop.
 *
 * @param codecs of all column chunks
 */
public record ParquetFile(MessageType type, List<Group> rows, List<CompressionCodecName> codecs) {

  public static ParquetFile read(byte[] bytes) {
    var options =
        ParquetReadOptions.builder(new PlainParquetConfiguration())
            .withCodecFactory(new Codecs())
            .build();
    try (var reader = ParquetFileReader.open(new Bytes(bytes), options)) {
      MessageType type = reader.getFooter().getFileMetaData().getSchema();
      List<Group> rows = new ArrayList<>();
      for (var pages = reader.readNextRowGroup();
          pages != null;
          pages = reader.readNextRowGroup()) {
        var records =
            new ColumnIOFactory()
                .getColumnIO(type)
                .getRecordReader(pages, new GroupRecordConverter(type));
        for (long row = 0; row < pages.getRowCount(); row++) {
          rows.add(records.read());
        }
      }
      var codecs =
          reader.getFooter().getBlocks().stream()
              .flatMap(block -> block.getColumns().stream())
              .map(column -> column.getCodec())
              .distinct()
              .toList();
      return new ParquetFile(type, rows, codecs);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private record Bytes(byte[] bytes) implements InputFile {
    @Override
    public long getLength() {
      return bytes.length;
    }

    @Override
    public SeekableInputStream newStream() {
      var in = new Positioned(bytes);
      return new DelegatingSeekableInputStream(in) {
        @Override
        public long getPos() {
          return in.position();
        }

        @Override
        public void seek(long position) {
          in.seek(position);
        }
      };
    }
  }

  private static final class Positioned extends ByteArrayInputStream {
    Positioned(byte[] bytes) {
      super(bytes);
    }

    int position() {
      return pos;
    }

    void seek(long position) {
      pos = Math.toIntExact(position);
    }
  }

  private static final class Codecs implements CompressionCodecFactory {
    @Override
    public BytesInputCompressor getCompressor(CompressionCodecName codec) {
      throw new UnsupportedOperationException();
    }

    @Override
    public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
      return new Decompressor(codec);
    }

    @Override
    public void release() {}
  }

  private record Decompressor(CompressionCodecName codec)
      implements CompressionCodecFactory.BytesInputDecompressor {
    @Override
    public BytesInput decompress(BytesInput bytes, int size) throws IOException {
      return BytesInput.from(decompressed(bytes.toInputStream().readAllBytes(), size));
    }

    @Override
    public void decompress(ByteBuffer input, int from, ByteBuffer output, int size)
        throws IOException {
      byte[] bytes = new byte[from];
      input.get(bytes);
      output.put(decompressed(bytes, size));
    }

    @Override
    public void release() {}

    private byte[] decompressed(byte[] bytes, int size) throws IOException {
      return switch (codec) {
        case GZIP -> new GZIPInputStream(new ByteArrayInputStream(bytes)).readAllBytes();
        case SNAPPY -> Snappy.uncompress(bytes);
        case ZSTD -> Zstd.decompress(bytes, size);
        default -> bytes;
      };
    }
  }
}
