package io.tributary.connect.s3.format;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.zip.CRC32;

/**
 * Bytes of one object, held in chunks: growing never copies, so what is held is what was written
 * and at most as much again, and never more than one large chunk more. The checksum is computed on
 * the way in, so that an upload needs no second pass.
 */
public final class ChunkedBuffer extends OutputStream {
  /** Chunks double from the first size to the last: most objects of many partitions are small. */
  static final int FIRST_CHUNK_BYTES = 1024;

  static final int LARGEST_CHUNK_BYTES = 64 * 1024;

  private final List<byte[]> chunks = new ArrayList<>();
  private final CRC32 crc = new CRC32();
  private byte[] last = new byte[0];
  private int used;
  private long length;
  private long heldBytes;

  @Override
  public void write(int value) {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] source, int offset, int count) {
    Objects.checkFromIndexSize(offset, count, source.length);
    crc.update(source, offset, count);
    length += count;
    while (count > 0) {
      if (used == last.length) {
        addChunk();
      }
      int part = Math.min(count, last.length - used);
      System.arraycopy(source, offset, last, used, part);
      used += part;
      offset += part;
      count -= part;
    }
  }

  public long length() {
    return length;
  }

  /** Bytes of memory that the chunks take. */
  public long heldBytes() {
    return heldBytes;
  }

  /** CRC-32 of everything written, as S3's `x-amz-checksum-crc32` wants it: big-endian, Base64. */
  public String crc32() {
    byte[] bigEndian = ByteBuffer.allocate(Integer.BYTES).putInt((int) crc.getValue()).array();
    return Base64.getEncoder().encodeToString(bigEndian);
  }

  /** A new stream over what was written so far; several may be open at once. */
  public InputStream newInputStream() {
    return new ChunkStream(List.copyOf(chunks), length);
  }

  private void addChunk() {
    int size = Math.min(LARGEST_CHUNK_BYTES, Math.max(FIRST_CHUNK_BYTES, 2 * last.length));
    last = new byte[size];
    chunks.add(last);
    heldBytes += size;
    used = 0;
  }

  private static final class ChunkStream extends InputStream {
    private final List<byte[]> chunks;
    private final long length;
    private long position;
    private int chunk;
    private int within;

    ChunkStream(List<byte[]> chunks, long length) {
      this.chunks = chunks;
      this.length = length;
    }

    @Override
    public int read() {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int count) {
      Objects.checkFromIndexSize(offset, count, target.length);
      if (position == length) {
        return count == 0 ? 0 : -1;
      }
      if (within == chunks.get(chunk).length) {
        chunk++;
        within = 0;
      }
      byte[] source = chunks.get(chunk);
      int part = (int) Math.min(Math.min(count, source.length - within), length - position);
      System.arraycopy(source, within, target, offset, part);
      within += part;
      position += part;
      return part;
    }

    @Override
    public int available() {
      return (int) Math.min(Integer.MAX_VALUE, length - position);
    }
  }
}
