package io.tributary.connect.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.RetriableException;
import org.junit.jupiter.api.Test;

class RegistryConverterTest {

  /** A text of one letter. */
  private static final byte[] VALUE = {2, 'a'};

  /** The headers of a value that was written by schema 7. */
  private static RecordHeaders named() {
    RecordHeaders headers = new RecordHeaders();
    headers.add("apicurio.value.globalId", new byte[] {0, 0, 0, 0, 0, 0, 0, 7});
    return headers;
  }

  private static RegistryConverter reader(int port) {
    RegistryConverter converter = new RegistryConverter();
    converter.configure(
        Map.of("apicurio.registry.url", "http://127.0.0.1:" + port + "/apis/registry/v2"), false);
    return converter;
  }

  private static HttpServer server() throws IOException {
    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    answering(server);
    return server;
  }

  /** Schema 7 is that of texts. */
  private static void answering(HttpServer server) {
    server.createContext(
        "/apis/registry/v2/ids/globalIds/7",
        exchange -> {
          boolean ofReferences = exchange.getRequestURI().getPath().endsWith("/references");
          byte[] answer = (ofReferences ? "[]" : "\"string\"").getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
  }

  /** Where nobody answers. */
  private static String nowhere() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return "http://127.0.0.1:" + socket.getLocalPort() + "/apis/registry/v2";
    }
  }

  @Test
  void aRegistryThatDoesNotAnswerIsTriedAgain() throws IOException {
    try (RegistryConverter converter = new RegistryConverter()) {
      converter.configure(
          Map.of(
              "apicurio.registry.url", nowhere(),
              "apicurio.registry.auto-register", "true",
              "apicurio.registry.retry-count", "1",
              "apicurio.registry.retry-backoff-ms", "1"),
          false);
      assertThatThrownBy(
              () ->
                  converter.fromConnectData(
                      "t", new RecordHeaders(), Schema.STRING_SCHEMA, "value"))
          .isInstanceOf(RetriableException.class)
          .hasMessageStartingWith("the schema registry must answer, got: ");
    }
  }

  @Test
  void whoReadsWaitsForTheRegistry() throws Exception {
    HttpServer server = server();
    int port = server.getAddress().getPort();
    server.stop(0);
    try (RegistryConverter converter = reader(port)) {
      var read = CompletableFuture.supplyAsync(() -> converter.toConnectData("t", named(), VALUE));
      assertThatThrownBy(() -> read.get(1, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class);
      HttpServer again = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
      answering(again);
      try {
        assertThat(read.get(30, TimeUnit.SECONDS).value()).hasToString("a");
      } finally {
        again.stop(0);
      }
    }
  }

  @Test
  void whoIsStoppedMeanwhileGivesNoRecordUp() throws Exception {
    HttpServer server = server();
    int port = server.getAddress().getPort();
    server.stop(0);
    try (RegistryConverter converter = reader(port)) {
      var ended = new CompletableFuture<Throwable>();
      Thread task =
          new Thread(
              () -> {
                try {
                  converter.toConnectData("t", named(), VALUE);
                } catch (Throwable e) {
                  ended.complete(e);
                }
              });
      task.start();
      task.interrupt();
      assertThat(ended.get(30, TimeUnit.SECONDS))
          .isInstanceOf(RegistryConverter.StoppedError.class);
    }
  }

  @Test
  void bytesThatEndTooSoonAreNoFailureOfTheRegistry() throws IOException {
    HttpServer server = server();
    try (RegistryConverter converter = reader(server.getAddress().getPort())) {
      assertThat(converter.toConnectData("t", named(), VALUE).value()).hasToString("a");
      assertThatThrownBy(() -> converter.toConnectData("t", named(), new byte[] {20, 'a'}))
          .isNotInstanceOf(RetriableException.class)
          .hasRootCauseInstanceOf(EOFException.class);
    } finally {
      server.stop(0);
    }
  }

  @Test
  void whatIsNoFailureOfTheRegistryIsNot() {
    IllegalArgumentException bad = new IllegalArgumentException("bad");
    assertThatThrownBy(
            () ->
                RegistryConverter.retriable(
                    () -> {
                      throw bad;
                    }))
        .isSameAs(bad);
    assertThat(RegistryConverter.retriable(() -> 7)).isEqualTo(7);
  }
}
