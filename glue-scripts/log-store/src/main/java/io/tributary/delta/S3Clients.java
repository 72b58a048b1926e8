package io.tributary.delta;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.conf.Configuration;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.S3Configuration;

/** Clients of S3, one per place and for as long as the process lives, as Hadoop keeps its own. */
final class S3Clients {
  /** Setting of Hadoop with the buckets' region; by default the SDK finds it. */
  static final String REGION = "io.tributary.delta.region";

  /**
   * Setting of Hadoop with S3's URL; by default the SDK finds it, {@code AWS_ENDPOINT_URL}
   * included.
   */
  static final String ENDPOINT = "io.tributary.delta.endpoint";

  /** S3A's own setting: whoever needs it there needs it here. */
  private static final String PATH_STYLE = "fs.s3a.path.style.access";

  private static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(30);

  private static final Map<Place, S3Client> CLIENTS = new ConcurrentHashMap<>();

  private S3Clients() {}

  static S3Client of(Configuration conf) {
    return CLIENTS.computeIfAbsent(
        new Place(
            conf.getTrimmed(REGION, ""),
            conf.getTrimmed(ENDPOINT, ""),
            conf.getBoolean(PATH_STYLE, false)),
        S3Clients::create);
  }

  private static S3Client create(Place place) {
    S3ClientBuilder builder =
        S3Client.builder()
            .forcePathStyle(place.pathStyle)
            // A commit brings its checksum along; the SDK's own would need a trailer that not every
            // S3 understands.
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
            .serviceConfiguration(S3Configuration.builder().chunkedEncodingEnabled(false).build())
            .httpClientBuilder(
                UrlConnectionHttpClient.builder()
                    .connectionTimeout(CONNECTION_TIMEOUT)
                    .socketTimeout(ANSWER_TIMEOUT));
    if (!place.region.isEmpty()) {
      builder.region(Region.of(place.region));
    }
    if (!place.endpoint.isEmpty()) {
      builder.endpointOverride(URI.create(place.endpoint));
    }
    return builder.build();
  }

  private record Place(String region, String endpoint, boolean pathStyle) {}
}
