package io.tributary.connect.s3.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ChunkedBufferTest {

  @ParameterizedTest
  @ValueSource(
      ints = {
        0,
        1,
        ChunkedBuffer.LARGEST_CHUNK_BYTES - 1,
        ChunkedBuffer.LARGEST_CHUNK_BYTES,
        3 * 65_536 + 17
      })
  void givesBackWhatWasWrittenAsOftenAsAsked(int length) throws IOException {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    ChunkedBuffer buffer = new ChunkedBuffer();
    int split = length / 3;
    buffer.write(bytes, 0, split);
    buffer.write(bytes, split, length - split);

    assertThat(buffer.length()).isEqualTo(length);
    for (int i = 0; i < 2; i++) {
      try (InputStream in = buffer.newInputStream()) {
        assertThat(in.readAllBytes()).isEqualTo(bytes);
        assertThat(in.read()).isEqualTo(-1);
      }
    }
  }

  @Test
  void readsSingleBytesUnsigned() throws IOException {
    ChunkedBuffer buffer = new ChunkedBuffer();
    buffer.write(200);
    try (InputStream in = buffer.newInputStream()) {
      assertThat(in.available()).isEqualTo(1);
      assertThat(in.read()).isEqualTo(200);
    }
  }

  @Test
  void holdsChunksThatDouble() {
    ChunkedBuffer buffer = new ChunkedBuffer();
    assertThat(buffer.heldBytes()).isZero();
    buffer.write(1);
    assertThat(buffer.heldBytes()).isEqualTo(1024);
    buffer.write(new byte[1024], 0, 1024);
    assertThat(buffer.heldBytes()).isEqualTo(1024 + 2048);
    buffer.write(new byte[124 * 1024], 0, 124 * 1024);
    assertThat(buffer.heldBytes()).isEqualTo(127 * 1024);
    buffer.write(new byte[65_536], 0, 65_536);
    assertThat(buffer.heldBytes()).as("by the largest from there on").isEqualTo(191 * 1024);
  }

  @Test
  void knowsItsChecksum() {
    ChunkedBuffer buffer = new ChunkedBuffer();
    byte[] check = "123456789".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    buffer.write(check, 0, check.length);
    // The check value of CRC-32 is cbf43926.
    assertThat(buffer.crc32()).isEqualTo("y/Q5Jg==");
  }
}
