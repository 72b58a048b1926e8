package io.tributary.connect.postgres;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Takes every schema, and gives it back by its number. */
final class FakeRegistry implements AutoCloseable {
  private static final String API = "/apis/registry/v2";

  private final List<String> schemas = new ArrayList<>();
  private final HttpServer server;

  FakeRegistry() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(API + "/groups", this::register);
    server.createContext(API + "/ids/globalIds", this::tell);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + API;
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void register(HttpExchange exchange) throws IOException {
    schemas.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    String metadata =
        """
        {"id":"it","groupId":"it","version":"1","type":"AVRO","state":"ENABLED","globalId":%d,"contentId":%d}
        """;
    answer(exchange, metadata.formatted(schemas.size(), schemas.size()));
  }

  private void tell(HttpExchange exchange) throws IOException {
    String[] path = exchange.getRequestURI().getPath().split("/");
    boolean ofReferences = path[path.length - 1].equals("references");
    int id = Integer.parseInt(path[path.length - (ofReferences ? 2 : 1)]);
    answer(exchange, ofReferences ? "[]" : schemas.get(id - 1));
  }

  private static void answer(HttpExchange exchange, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
