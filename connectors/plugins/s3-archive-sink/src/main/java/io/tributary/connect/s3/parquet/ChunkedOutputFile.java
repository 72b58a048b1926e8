package io.tributary.connect.s3.parquet;

import io.tributary.connect.s3.format.ChunkedBuffer;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;

/** A file in memory. */
final class ChunkedOutputFile implements OutputFile {
  private final ChunkedBuffer buffer;

  ChunkedOutputFile(ChunkedBuffer buffer) {
    this.buffer = buffer;
  }

  @Override
  public PositionOutputStream create(long blockSizeHint) {
    return new PositionOutputStream() {
      @Override
      public long getPos() {
        return buffer.length();
      }

      @Override
      public void write(int value) {
        buffer.write(value);
      }

      @Override
      public void write(byte[] source, int offset, int count) {
        buffer.write(source, offset, count);
      }
    };
  }

  @Override
  public PositionOutputStream createOrOverwrite(long blockSizeHint) {
    return create(blockSizeHint);
  }

  @Override
  public boolean supportsBlockSize() {
    return false;
  }

  @Override
  public long defaultBlockSize() {
    return 0;
  }
}
