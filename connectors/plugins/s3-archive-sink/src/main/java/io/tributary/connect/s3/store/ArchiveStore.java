package io.tributary.connect.s3.store;

import io.tributary.connect.s3.config.S3ArchiveConfig;
import io.tributary.connect.s3.format.ChunkedBuffer;
import io.tributary.connect.sink.AwsErrors;
import io.tributary.connect.sink.TransientException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.connect.errors.ConnectException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * The archive's bucket. Every method throws {@link TransientException} when another attempt may
 * succeed and {@link ConnectException} when none will; neither retries by itself.
 */
public final class ArchiveStore {
  private static final int NOT_FOUND = 404;
  private static final int PRECONDITION_FAILED = 412;

  /** Codes that say that a request's body was damaged on its way. */
  private static final AwsErrors ERRORS =
      new AwsErrors("BadDigest", "IncompleteBody", "XAmzContentSHA256Mismatch");

  private final S3Client s3;
  private final String bucket;
  private final S3ArchiveConfig config;

  public ArchiveStore(S3Client s3, S3ArchiveConfig config) {
    this.s3 = s3;
    this.config = config;
    bucket = config.bucket();
  }

  /** Writes the object unless its key is taken. */
  public PutOutcome putIfAbsent(
      String key, ChunkedBuffer body, String contentType, StoredRange range) {
    PutObjectRequest request =
        PutObjectRequest.builder()
            .bucket(bucket)
            .key(key)
            .ifNoneMatch("*")
            .contentType(contentType)
            .checksumCRC32(body.crc32())
            .metadata(range.toMetadata())
            .storageClass(config.storageClass().orElse(null))
            .serverSideEncryption(config.encryption().orElse(null))
            .ssekmsKeyId(config.kmsKeyId().orElse(null))
            .build();
    RequestBody content =
        RequestBody.fromContentProvider(body::newInputStream, body.length(), contentType);
    return call(
        "PUT",
        key,
        () -> {
          try {
            s3.putObject(request, content);
            return PutOutcome.STORED;
          } catch (S3Exception e) {
            if (e.statusCode() == PRECONDITION_FAILED) {
              return PutOutcome.EXISTS;
            }
            throw e;
          }
        });
  }

  /**
   * What the object covers; empty when there is no such object.
   *
   * @throws ConnectException also when the object does not say what it covers
   */
  public Optional<StoredRange> range(String key) {
    HeadObjectRequest request = HeadObjectRequest.builder().bucket(bucket).key(key).build();
    return call(
        "HEAD",
        key,
        () -> {
          try {
            var metadata = s3.headObject(request).metadata();
            return Optional.of(
                StoredRange.fromMetadata(metadata)
                    .orElseThrow(
                        () ->
                            new ConnectException(
                                location(key)
                                    + " has no `first-offset`, `last-offset` and `record-count` in its metadata,"
                                    + " so the archive cannot be continued after it: restore them, or use a new"
                                    + " `s3.prefix`")));
          } catch (S3Exception e) {
            if (e.statusCode() == NOT_FOUND) {
              return Optional.empty();
            }
            throw e;
          }
        });
  }

  /** Keys with the prefix in key order, those after `startAfter` only; at most `limit`. */
  KeyPage keys(String prefix, String startAfter, int limit) {
    ListObjectsV2Request request =
        ListObjectsV2Request.builder()
            .bucket(bucket)
            .prefix(prefix)
            .startAfter(startAfter)
            .maxKeys(limit)
            .build();
    ListObjectsV2Response response = call("LIST", prefix, () -> s3.listObjectsV2(request));
    List<String> keys = response.contents().stream().map(S3Object::key).toList();
    return new KeyPage(keys, Boolean.TRUE.equals(response.isTruncated()));
  }

  /** Where the key is, as people write it. */
  public String location(String key) {
    return "s3://" + bucket + "/" + key;
  }

  private <T> T call(String verb, String key, Supplier<T> request) {
    try {
      return request.get();
    } catch (SdkException e) {
      throw ERRORS.of(verb + " " + location(key), e);
    }
  }
}
