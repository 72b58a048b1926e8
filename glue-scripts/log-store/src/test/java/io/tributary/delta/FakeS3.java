package io.tributary.delta;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/**
 * One bucket of S3 on the loopback interface, as far as S3A and a log store use it: put with its
 * condition, get, head, list. Checking a condition and storing is one step, as it is in S3.
 */
final class FakeS3 implements AutoCloseable {
  static final String BUCKET = "lake";

  private final Map<String, byte[]> objects = new ConcurrentSkipListMap<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final Queue<Fault> faults = new ConcurrentLinkedQueue<>();
  private final HttpServer server;
  private volatile int dropEvery = Integer.MAX_VALUE;
  private int conditionalPuts;

  FakeS3() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "s3");
              thread.setDaemon(true);
              return thread;
            }));
    server.createContext("/", this::answer);
    server.start();
  }

  String endpoint() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** No objects, and no faults to come. */
  void reset() {
    objects.clear();
    requests.clear();
    faults.clear();
    dropEvery = Integer.MAX_VALUE;
  }

  /** What happens to the next puts with a condition, one each. */
  void next(Fault... coming) {
    faults.addAll(List.of(coming));
  }

  /** Every so many puts with a condition, the answer is lost once the object was stored. */
  void dropEvery(int puts) {
    dropEvery = puts;
  }

  void store(String key, String content) {
    objects.put(key, content.getBytes(StandardCharsets.UTF_8));
  }

  /** An object's text; null where there is none. */
  String text(String key) {
    byte[] content = objects.get(key);
    return content == null ? null : new String(content, StandardCharsets.UTF_8);
  }

  /** Keys in their order. */
  List<String> keys() {
    return List.copyOf(objects.keySet());
  }

  /** Method and key of every request since the last call. */
  List<String> takeRequests() {
    List<String> taken = List.copyOf(requests);
    requests.removeAll(taken);
    return taken;
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String key = path.substring(Math.min(path.length(), BUCKET.length() + 2));
    String method = exchange.getRequestMethod();
    requests.add(method + " " + key);
    byte[] body = content(exchange);
    switch (method) {
      case "PUT" -> put(exchange, key, body);
      case "DELETE" -> {
        objects.remove(key);
        send(exchange, 204, new byte[0]);
      }
      default -> {
        if (key.isEmpty()) {
          Map<String, String> query = Answers.query(exchange.getRequestURI().getRawQuery());
          send(exchange, 200, Answers.list(objects, query));
        } else {
          get(exchange, key);
        }
      }
    }
  }

  private void put(HttpExchange exchange, String key, byte[] body) throws IOException {
    boolean conditional = "*".equals(exchange.getRequestHeaders().getFirst("If-None-Match"));
    Fault fault = conditional ? fault() : Fault.NONE;
    if (fault.status != 0) {
      send(exchange, fault.status, Answers.error(fault.name()));
      return;
    }
    boolean stored = fault != Fault.LOST_REQUEST;
    if (stored && conditional) {
      stored = objects.putIfAbsent(key, fault == Fault.OTHERS ? Answers.OTHERS : body) == null;
    } else if (stored) {
      objects.put(key, body);
    }
    if (fault != Fault.NONE) {
      // The connection ends without an answer.
      exchange.close();
    } else if (stored) {
      exchange.getResponseHeaders().set("ETag", Answers.etag(body));
      send(exchange, 200, new byte[0]);
    } else {
      send(exchange, 412, Answers.error("PreconditionFailed"));
    }
  }

  private synchronized Fault fault() {
    if (++conditionalPuts % dropEvery == 0) {
      return Fault.LOST_ANSWER;
    }
    Fault fault = faults.poll();
    return fault == null ? Fault.NONE : fault;
  }

  private void get(HttpExchange exchange, String key) throws IOException {
    byte[] content = objects.get(key);
    if (content == null) {
      send(exchange, 404, Answers.error("NoSuchKey"));
      return;
    }
    exchange.getResponseHeaders().set("ETag", Answers.etag(content));
    exchange.getResponseHeaders().set("Last-Modified", "Thu, 01 Jan 2026 00:00:00 GMT");
    send(exchange, 200, content);
  }

  private static byte[] content(HttpExchange exchange) throws IOException {
    try (InputStream stream = exchange.getRequestBody()) {
      byte[] body = stream.readAllBytes();
      boolean chunked = exchange.getRequestHeaders().containsKey("x-amz-decoded-content-length");
      return chunked ? Answers.unchunked(body) : body;
    }
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    boolean head = exchange.getRequestMethod().equals("HEAD");
    if (head) {
      exchange.getResponseHeaders().set("Content-Length", String.valueOf(body.length));
    }
    exchange.sendResponseHeaders(status, head || body.length == 0 ? -1 : body.length);
    if (!head && body.length > 0) {
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }

  /** What a put with a condition can meet. */
  enum Fault {
    NONE(0),
    /** Stored, but the writer is not told. */
    LOST_ANSWER(0),
    /** Not stored, and the writer is not told. */
    LOST_REQUEST(0),
    /** Another writer's commit is stored in the same moment, and this writer is not told. */
    OTHERS(0),
    CONFLICT(409),
    INTERNAL_ERROR(500),
    ACCESS_DENIED(403);

    private final int status;

    Fault(int status) {
      this.status = status;
    }
  }
}
