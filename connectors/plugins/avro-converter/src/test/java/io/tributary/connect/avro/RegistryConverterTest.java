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
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.RetriableException;
import org.junit.jupiter.api.Test;

class RegistryConverterTest {

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
      RecordHeaders headers = new RecordHeaders();
      headers.add("apicurio.value.globalId", new byte[] {0, 0, 0, 0, 0, 0, 0, 7});
      assertThatThrownBy(() -> converter.toConnectData("t", headers, new byte[] {2}))
          .isInstanceOf(RetriableException.class);
    }
  }

  @Test
  void bytesThatEndTooSoonAreNoFailureOfTheRegistry() throws IOException {
    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
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
    try (RegistryConverter converter = new RegistryConverter()) {
      String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/apis/registry/v2";
      converter.configure(Map.of("apicurio.registry.url", url), false);
      RecordHeaders headers = new RecordHeaders();
      headers.add("apicurio.value.globalId", new byte[] {0, 0, 0, 0, 0, 0, 0, 7});
      assertThat(converter.toConnectData("t", headers, new byte[] {2, 'a'}).value())
          .hasToString("a");
      assertThatThrownBy(() -> converter.toConnectData("t", headers, new byte[] {20, 'a'}))
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
