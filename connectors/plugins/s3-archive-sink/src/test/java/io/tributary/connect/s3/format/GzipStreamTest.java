package io.tributary.connect.s3.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.Inflater;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class GzipStreamTest {
  private static final int HEADER_BYTES = 10;
  private static final int TRAILER_BYTES = 8;

  private final BlockDeflater deflater = new BlockDeflater();

  @AfterEach
  void stop() {
    deflater.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 1023, 1024, 1025, 65_535, 65_536, 65_537, 131_072, 1_000_003})
  void isOneMemberWithWhatWasWritten(int length) throws Exception {
    for (byte[] bytes : new byte[][] {noise(length), rows(length)}) {
      byte[] file = written(bytes, new Random(length));

      assertThat(new GZIPInputStream(new ByteArrayInputStream(file)).readAllBytes())
          .isEqualTo(bytes);
      Inflater inflater = new Inflater(true);
      inflater.setInput(file, HEADER_BYTES, file.length - HEADER_BYTES);
      assertThat(inflater.inflate(new byte[length + 1])).isEqualTo(length);
      assertThat(inflater.finished()).isTrue();
      assertThat(inflater.getRemaining()).isEqualTo(TRAILER_BYTES);
      inflater.end();
    }
  }

  @Test
  void streamsThatShareADeflaterDoNotMeet() throws IOException {
    Random random = new Random(1);
    byte[][] inputs = {rows(300_000), noise(200_000), rows(70_000), rows(10)};
    ByteArrayOutputStream[] outs = new ByteArrayOutputStream[inputs.length];
    GzipStream[] streams = new GzipStream[inputs.length];
    int[] written = new int[inputs.length];
    for (int i = 0; i < inputs.length; i++) {
      outs[i] = new ByteArrayOutputStream();
      streams[i] = new GzipStream(deflater, outs[i]);
    }
    for (int open = inputs.length; open > 0; ) {
      int i = random.nextInt(inputs.length);
      int count = Math.min(random.nextInt(9_000), inputs[i].length - written[i]);
      if (count > 0) {
        streams[i].write(inputs[i], written[i], count);
        written[i] += count;
        if (written[i] == inputs[i].length) {
          streams[i].close();
          open--;
        }
      }
    }
    for (int i = 0; i < inputs.length; i++) {
      assertThat(
              new GZIPInputStream(new ByteArrayInputStream(outs[i].toByteArray())).readAllBytes())
          .isEqualTo(inputs[i]);
    }
  }

  @Test
  void isAsSmallAsThatOfADeflaterOfItsOwn() throws IOException {
    byte[] bytes = rows(3_000_000);
    ByteArrayOutputStream own = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(own)) {
      gzip.write(bytes);
    }
    assertThat((double) written(bytes, new Random(1)).length / own.size()).isBetween(0.98, 1.02);
  }

  @Test
  void holdsABlockThatGrowsAndTheWindowBehindIt() throws IOException {
    GzipStream stream = new GzipStream(deflater, new ByteArrayOutputStream());
    assertThat(stream.heldBytes()).isEqualTo(1024);
    stream.write(new byte[1025]);
    assertThat(stream.heldBytes()).isEqualTo(2048);
    stream.write(new byte[60_000]);
    assertThat(stream.heldBytes()).isEqualTo(65_536);
    stream.write(new byte[10_000]);
    assertThat(stream.heldBytes()).isEqualTo(65_536 + 32_768);
    stream.drop();
    assertThat(stream.heldBytes()).isZero();
  }

  @Test
  void aClosedDeflaterIsGone() throws IOException {
    GzipStream stream = new GzipStream(deflater, new ByteArrayOutputStream());
    deflater.close();
    assertThatThrownBy(stream::close).hasMessage("Deflater has been closed");
  }

  private byte[] written(byte[] bytes, Random random) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    GzipStream stream = new GzipStream(deflater, out);
    for (int offset = 0; offset < bytes.length; ) {
      int count = Math.min(1 + random.nextInt(90_000), bytes.length - offset);
      stream.write(bytes, offset, count);
      offset += count;
    }
    stream.close();
    return out.toByteArray();
  }

  private static byte[] noise(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  /** Lines that are much alike, as change events are. */
  private static byte[] rows(int length) {
    Random random = new Random(length);
    StringBuilder rows = new StringBuilder();
    while (rows.length() < length) {
      rows.append("{\"before\":null,\"after\":{\"ORDER_ID\":")
          .append(rows.length())
          .append(",\"AMOUNT\":\"")
          .append(random.nextInt(100_000))
          .append("\",\"NOTE\":\"")
          .append(Long.toHexString(random.nextLong()))
          .append("\"},\"op\":\"c\"}\n");
    }
    return Arrays.copyOf(rows.toString().getBytes(StandardCharsets.US_ASCII), length);
  }
}
