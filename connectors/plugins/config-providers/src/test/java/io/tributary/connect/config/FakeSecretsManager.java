package io.tributary.connect.config;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

/** Secrets Manager's GetSecretValue in this process; the SDK is pointed at it as a worker's is. */
final class FakeSecretsManager implements AutoCloseable {

  private static final String ENDPOINT = "aws.endpointUrl";
  private static final String ACCESS_KEY = "aws.accessKeyId";
  private static final String SECRET_KEY = "aws.secretAccessKey";

  private final Map<String, Answer> answers = new ConcurrentHashMap<>();
  private final AtomicInteger calls = new AtomicInteger();
  private final HttpServer server;

  FakeSecretsManager() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    System.setProperty(ENDPOINT, "http://127.0.0.1:" + server.getAddress().getPort());
    System.setProperty(ACCESS_KEY, "local");
    System.setProperty(SECRET_KEY, "local");
  }

  void hold(String name, String text) {
    answers.put(name, new Answer(200, "{\"Name\":\"x\",\"SecretString\":" + quoted(text) + "}"));
  }

  void holdBinary(String name) {
    answers.put(name, new Answer(200, "{\"Name\":\"x\",\"SecretBinary\":\"AAEC\"}"));
  }

  void refuse(String name, String code) {
    answers.put(
        name, new Answer(400, "{\"__type\":\"" + code + "\",\"Message\":\"not for this role\"}"));
  }

  int calls() {
    return calls.get();
  }

  @Override
  public void close() {
    server.stop(0);
    System.clearProperty(ENDPOINT);
    System.clearProperty(ACCESS_KEY);
    System.clearProperty(SECRET_KEY);
  }

  private void answer(HttpExchange exchange) throws IOException {
    calls.incrementAndGet();
    var request = JsonNode.parser().parse(exchange.getRequestBody());
    var name = request.field("SecretId").orElseThrow().asString();
    var missing =
        new Answer(
            400, "{\"__type\":\"ResourceNotFoundException\",\"Message\":\"no such secret\"}");
    var answer = answers.getOrDefault(name, missing);
    var body = answer.body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/x-amz-json-1.1");
    exchange.sendResponseHeaders(answer.status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  private record Answer(int status, String body) {}
}
