package io.tributary.connect.s3.store;

import io.tributary.connect.s3.config.S3ArchiveConfig;
import io.tributary.connect.sink.AwsClients;
import java.time.Duration;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.S3Configuration;

/**
 * S3 clients as the sink needs them. Credentials come from the SDK's own default chain, and so does
 * the endpoint unless the configuration names one.
 */
public final class S3Clients {
  private S3Clients() {}

  public static S3Client create(S3ArchiveConfig config) {
    return builder(config).build();
  }

  /** For callers that point the client elsewhere. */
  public static S3ClientBuilder builder(S3ArchiveConfig config) {
    S3ClientBuilder builder =
        S3Client.builder()
            // Uploads bring their checksum along; the SDK's own would need a trailer that not every
            // S3 understands.
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
            // A store of one's own seldom has a name for each bucket.
            .forcePathStyle(!config.endpoint().isEmpty())
            .serviceConfiguration(S3Configuration.builder().chunkedEncodingEnabled(false).build())
            .httpClientBuilder(
                UrlConnectionHttpClient.builder()
                    .connectionTimeout(AwsClients.CONNECTION_TIMEOUT)
                    .socketTimeout(Duration.ofMillis(config.requestTimeoutMillis())));
    return AwsClients.configure(
        builder, config.region(), config.endpoint(), config.requestTimeoutMillis());
  }
}
