package io.tributary.connect.iceberg;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tributary.connect.archive.PluginArchiveContract;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

class PluginArchiveTest extends PluginArchiveContract {
  private static final String SINK = "org.apache.iceberg.connect.IcebergSinkConnector";
  private static final byte[] NOTHING_TO_SAY =
      "{\"defaults\":{},\"overrides\":{}}".getBytes(StandardCharsets.UTF_8);

  PluginArchiveTest() {
    super(
        List.of(SINK),
        List.of(
            "io.tributary.connect.config.DatabaseCaConfigProvider",
            "io.tributary.connect.config.SecretsManagerConfigProvider",
            "io.tributary.connect.iceberg.OrderedJson",
            "io.tributary.connect.iceberg.TypedRows",
            "org.apache.iceberg.connect.transforms.KafkaMetadataTransform"));
  }

  @Test
  void signsInToATableBucketWithItsOwnLibraries() throws Exception {
    Queue<String> shown = new ConcurrentLinkedQueue<>();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    server.createContext("/", exchange -> answer(exchange, shown));
    server.start();
    System.setProperty("aws.accessKeyId", "AKIDTEST");
    System.setProperty("aws.secretAccessKey", "test");
    try {
      Map<String, String> keys =
          Map.of(
              "type", "rest",
              "uri", "http://127.0.0.1:" + server.getAddress().getPort() + "/iceberg",
              "warehouse", "arn:aws:s3tables:eu-west-1:111122223333:bucket/lake",
              "rest.auth.type", "sigv4",
              "rest.auth.sigv4.delegate-auth-type", "none",
              "rest.signing-name", "s3tables",
              "rest.signing-region", "eu-west-1",
              "io-impl", "org.apache.iceberg.aws.s3.S3FileIO",
              "client.region", "eu-west-1");
      openCatalog(keys);
    } finally {
      server.stop(0);
      System.clearProperty("aws.accessKeyId");
      System.clearProperty("aws.secretAccessKey");
    }
    assertThat(shown)
        .isNotEmpty()
        .allMatch(each -> each.matches("AWS4-HMAC-SHA256 .*/eu-west-1/s3tables/aws4_request, .*"));
  }

  private void openCatalog(Map<String, String> keys) throws Exception {
    ClassLoader loader = loaderOf(SINK);
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(loader);
    try {
      loader
          .loadClass("org.apache.iceberg.CatalogUtil")
          .getMethod("buildIcebergCatalog", String.class, Map.class, Object.class)
          .invoke(null, "iceberg", keys, null);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private static void answer(HttpExchange exchange, Queue<String> shown) throws IOException {
    shown.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, NOTHING_TO_SAY.length);
    try (exchange;
        var body = exchange.getResponseBody()) {
      body.write(NOTHING_TO_SAY);
    }
  }
}
