package io.tributary.connect.s3.parquet;

import java.nio.ByteBuffer;
import org.apache.parquet.bytes.ByteBufferAllocator;
import org.apache.parquet.bytes.HeapByteBufferAllocator;

/** Buffers on the heap, and how many bytes of them are in use. */
final class CountingAllocator implements ByteBufferAllocator {
  private long bytes;

  long bytes() {
    return bytes;
  }

  @Override
  public ByteBuffer allocate(int size) {
    bytes += size;
    return HeapByteBufferAllocator.getInstance().allocate(size);
  }

  @Override
  public void release(ByteBuffer buffer) {
    bytes -= buffer.capacity();
  }

  @Override
  public boolean isDirect() {
    return false;
  }
}
