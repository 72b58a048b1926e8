package io.tributary.connect.avro;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.apicurio.registry.rest.client.RegistryClient;
import io.apicurio.registry.rest.client.RegistryClientFactory;
import io.apicurio.rest.client.JdkHttpClientProvider;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.connect.errors.RetriableException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class BoundedRequestsTest {

  @Test
  @Timeout(60)
  void aServerThatTakesAConnectionAndSaysNothingIsTriedAgain() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        RegistryClient client = clientOf(silent)) {
      assertThatThrownBy(() -> RegistryConverter.retriable(() -> client.getContentByGlobalId(7)))
          .isInstanceOf(RetriableException.class)
          .hasRootCauseInstanceOf(HttpTimeoutException.class);
    }
  }

  private static RegistryClient clientOf(ServerSocket server) {
    String url = "http://127.0.0.1:" + server.getLocalPort() + "/apis/registry/v2";
    var requests = new JdkHttpClientProvider().create(url, Map.of(), null, null);
    return RegistryClientFactory.create(new BoundedRequests(requests, Duration.ofMillis(300)));
  }
}
