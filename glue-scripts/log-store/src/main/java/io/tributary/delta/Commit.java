package io.tributary.delta;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Set;
import java.util.zip.CRC32;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** One version of a table's log, which is written once and by one writer. */
final class Commit {
  private static final int CONFLICT = 409;
  private static final int PRECONDITION_FAILED = 412;
  private static final Set<Integer> KEY_IN_USE = Set.of(CONFLICT, PRECONDITION_FAILED);
  private static final int SERVER_ERROR = 500;

  /** Each of them includes the SDK's own retries. */
  private static final int ATTEMPTS = 5;

  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);

  private final String bucket;
  private final String key;
  private final byte[] content;

  Commit(String bucket, String key, byte[] content) {
    this.bucket = bucket;
    this.key = key;
    this.content = content;
  }

  /**
   * Writes the object unless there is one. An answer can be lost after the object was stored, and
   * the SDK asks again by itself, so a refusal says only that the key is taken: whose it is, the
   * object's bytes tell. Two commits are never equal, since Delta gives each an id of its own.
   *
   * @throws FileAlreadyExistsException where the object is another writer's
   * @throws IOException where it was not written, or nobody can say whether it was
   */
  void put(S3Client s3) throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        s3.putObject(request(), RequestBody.fromBytes(content));
        return;
      } catch (SdkException failure) {
        if (!mayBeStored(failure)) {
          throw failed("was not written", failure);
        }
        if (isStored(s3)) {
          return;
        }
        if (attempt == ATTEMPTS) {
          throw failed("was not there after " + attempt + " attempts, and may appear yet", failure);
        }
      }
      pause(attempt);
    }
  }

  private PutObjectRequest request() {
    return PutObjectRequest.builder()
        .bucket(bucket)
        .key(key)
        .ifNoneMatch("*")
        .checksumCRC32(crc32(content))
        .build();
  }

  /** Whether the object is this commit; false where there is none. */
  private boolean isStored(S3Client s3) throws IOException {
    byte[] stored;
    try {
      stored =
          s3.getObjectAsBytes(GetObjectRequest.builder().bucket(bucket).key(key).build())
              .asByteArrayUnsafe();
    } catch (NoSuchKeyException none) {
      return false;
    } catch (SdkException failure) {
      throw failed("may have been written, and cannot be read", failure);
    }
    if (!Arrays.equals(stored, content)) {
      throw new FileAlreadyExistsException(location());
    }
    return true;
  }

  /** No answer, a failure of the server, or a key in use. */
  private static boolean mayBeStored(SdkException failure) {
    return !(failure instanceof S3Exception answer)
        || answer.statusCode() >= SERVER_ERROR
        || KEY_IN_USE.contains(answer.statusCode());
  }

  private IOException failed(String how, SdkException failure) {
    String message = "Commit " + location() + " " + how + ": " + failure.getMessage();
    IOException failed =
        failure instanceof AbortedException
            ? new InterruptedIOException(message)
            : new IOException(message);
    failed.initCause(failure);
    return failed;
  }

  private void pause(int attempt) throws InterruptedIOException {
    try {
      Thread.sleep(FIRST_PAUSE.toMillis() << (attempt - 1));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException(
          "Commit " + location() + " was interrupted between attempts");
    }
  }

  private String location() {
    return "s3://" + bucket + "/" + key;
  }

  private static String crc32(byte[] content) {
    CRC32 crc32 = new CRC32();
    crc32.update(content);
    byte[] value = ByteBuffer.allocate(Integer.BYTES).putInt((int) crc32.getValue()).array();
    return Base64.getEncoder().encodeToString(value);
  }
}
