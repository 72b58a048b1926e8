package io.tributary.connect.s3.format;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.zip.CRC32;

/**
 * A gzip file of one member that is compressed a block at a time. What it holds is the rows of the
 * block, which grows as they come, and the window behind it.
 */
final class GzipStream extends OutputStream {
  static final int BLOCK_BYTES = 64 * 1024;

  private static final int SMALLEST_BLOCK_BYTES = 1024;

  /** RFC 1952: magic, deflate, no flags, no time, no extra flags, unknown system. */
  private static final byte[] HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};

  private final BlockDeflater deflater;
  private final OutputStream out;
  private final CRC32 crc = new CRC32();
  private byte[] block = new byte[SMALLEST_BLOCK_BYTES];
  private byte[] window;
  private int used;
  private long length;

  /**
   * @param out gets the compressed bytes; it is not closed
   */
  GzipStream(BlockDeflater deflater, OutputStream out) throws IOException {
    this.deflater = deflater;
    this.out = out;
    out.write(HEADER);
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] source, int offset, int count) throws IOException {
    crc.update(source, offset, count);
    length += count;
    while (count > 0) {
      if (used == BLOCK_BYTES) {
        endBlock();
      }
      int part = Math.min(count, BLOCK_BYTES - used);
      makeRoom(used + part);
      System.arraycopy(source, offset, block, used, part);
      used += part;
      offset += part;
      count -= part;
    }
  }

  /** Bytes of memory beside those of the output. */
  long heldBytes() {
    return block.length + (window == null ? 0 : window.length);
  }

  /** Ends the file; nothing is held afterwards. */
  @Override
  public void close() throws IOException {
    deflater.deflate(window, block, used, true, out);
    writeLittleEndian((int) crc.getValue());
    writeLittleEndian((int) length);
    drop();
  }

  /** Gives its memory back and leaves the file as it is. */
  void drop() {
    block = new byte[0];
    window = null;
    used = 0;
  }

  private void endBlock() throws IOException {
    deflater.deflate(window, block, used, false, out);
    window = Arrays.copyOfRange(block, used - BlockDeflater.WINDOW_BYTES, used);
    used = 0;
  }

  private void makeRoom(int bytes) {
    if (bytes > block.length) {
      int doubled = Math.max(block.length * 2, Integer.highestOneBit(bytes - 1) * 2);
      block = Arrays.copyOf(block, Math.min(BLOCK_BYTES, doubled));
    }
  }

  private void writeLittleEndian(int number) throws IOException {
    for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
      out.write(number >>> shift);
    }
  }
}
