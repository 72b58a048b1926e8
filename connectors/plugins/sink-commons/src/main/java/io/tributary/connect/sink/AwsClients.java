package io.tributary.connect.sink;

import java.net.URI;
import java.time.Duration;
import org.apache.kafka.common.config.ConfigDef.Validator;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.regions.Region;

/**
 * What clients of AWS services have in common here. Credentials come from the SDK's own default
 * chain, and so does the endpoint unless one is named.
 */
public final class AwsClients {
  /** A connection that takes longer is not worth waiting for. */
  public static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(5);

  public static final Validator REGION_RULE =
      Matches.of("[a-z]{2,}(-[a-z]+)+-[0-9]+", "must be a region such as us-east-1");
  public static final Validator ENDPOINT_RULE =
      Matches.of("|https?://[^/\\s]+/?", "must be empty or a URL such as https://host:port");

  private AwsClients() {}

  /**
   * Sets region, endpoint and time limit, and switches the SDK's retries off: a sink retries by
   * itself, with one schedule for all kinds of failure.
   *
   * @param endpoint empty for the SDK's own choice
   * @param requestTimeoutMillis time of one request, connection and answer included
   */
  public static <B extends AwsClientBuilder<B, C>, C> B configure(
      B builder, String region, String endpoint, long requestTimeoutMillis) {
    builder
        .region(Region.of(region))
        .overrideConfiguration(
            override ->
                override
                    .retryStrategy(AwsRetryStrategy.doNotRetry())
                    .apiCallAttemptTimeout(Duration.ofMillis(requestTimeoutMillis)));
    return endpoint.isEmpty() ? builder : builder.endpointOverride(URI.create(endpoint));
  }
}
