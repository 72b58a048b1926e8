package io.tributary.connect.s3.format;

import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.Deflater;

/**
 * One deflater for all open objects of a task. zlib takes 256 KiB outside of the Java heap for each
 * of its own, however few rows an object has; so rows are compressed block by block, and what a
 * stream has to know of its past is handed in with each.
 */
final class BlockDeflater implements AutoCloseable {
  /** How far back deflate looks for what it has seen before. */
  static final int WINDOW_BYTES = 32 * 1024;

  private static final int OUTPUT_BYTES = 16 * 1024;

  private final Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
  private final byte[] output = new byte[OUTPUT_BYTES];

  /**
   * Writes the next block of a deflate stream.
   *
   * @param window what came before it in the stream, {@link #WINDOW_BYTES} at most; null for the
   *     first block
   * @param last whether the stream ends with it
   */
  void deflate(byte[] window, byte[] block, int length, boolean last, OutputStream out)
      throws IOException {
    deflater.reset();
    if (window != null) {
      deflater.setDictionary(window);
    }
    deflater.setInput(block, 0, length);
    if (last) {
      deflater.finish();
    }
    int mode = last ? Deflater.NO_FLUSH : Deflater.SYNC_FLUSH;
    int count;
    do {
      count = deflater.deflate(output, 0, OUTPUT_BYTES, mode);
      out.write(output, 0, count);
    } while (last ? !deflater.finished() : count == OUTPUT_BYTES);
  }

  @Override
  public void close() {
    deflater.end();
  }
}
