package io.tributary.connect.dynamodb;

import io.tributary.connect.sink.AwsClients;
import software.amazon.awssdk.core.client.config.SdkAdvancedAsyncClientOption;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.SdkEventLoopGroup;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClientBuilder;

/** DynamoDB clients as the sink needs them. */
final class DynamoDbClients {
  /** Of one client; more would only take the task's own processor. */
  private static final int EVENT_LOOP_THREADS = 2;

  private DynamoDbClients() {}

  static DynamoDbAsyncClient create(DynamoDbSinkConfig config) {
    return builder(config).httpClientBuilder(http(config.maxInFlight())).build();
  }

  /** For callers that share connections. */
  static DynamoDbAsyncClientBuilder builder(DynamoDbSinkConfig config) {
    return AwsClients.configure(
            DynamoDbAsyncClient.builder(),
            config.region(),
            config.endpoint(),
            config.requestTimeoutMillis())
        // An answer is only put into a queue, which needs no thread of its own.
        .asyncConfiguration(
            async ->
                async.advancedOption(
                    SdkAdvancedAsyncClientOption.FUTURE_COMPLETION_EXECUTOR, Runnable::run));
  }

  static SdkAsyncHttpClient.Builder<?> http(int connections) {
    return NettyNioAsyncHttpClient.builder()
        .maxConcurrency(connections)
        .connectionTimeout(AwsClients.CONNECTION_TIMEOUT)
        .eventLoopGroupBuilder(SdkEventLoopGroup.builder().numberOfThreads(EVENT_LOOP_THREADS));
  }
}
