package io.tributary.connect.s3.fake;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import io.tributary.connect.testkit.LoopbackServer;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.zip.CRC32;

/** As much of S3 as the sink uses, on an ephemeral port of 127.0.0.1, with faults on demand. */
public final class FakeS3 extends LoopbackServer {
  public static final String BUCKET = "archive-bucket";

  private final NavigableMap<String, StoredObject> objects = new ConcurrentSkipListMap<>();
  private final Queue<S3Call> calls = new ConcurrentLinkedQueue<>();
  private volatile Function<S3Call, Fault> faults = call -> Fault.NONE;
  private volatile Consumer<S3Call> beforePut = call -> {};
  private volatile Consumer<S3Call> afterPut = call -> {};
  private volatile int maxKeys = 1000;

  /** In key order; live. */
  public NavigableMap<String, StoredObject> objects() {
    return objects;
  }

  /** Requests so far, refused and failed ones included. */
  public List<S3Call> calls(String method) {
    return calls.stream().filter(call -> call.method().equals(method)).toList();
  }

  public void forgetCalls() {
    calls.clear();
  }

  /** Decides for each request what goes wrong with it. */
  public void faults(Function<S3Call, Fault> next) {
    faults = next;
  }

  /** Runs on the server's thread when a put has arrived and is not applied yet. */
  public void beforePut(Consumer<S3Call> hook) {
    beforePut = hook;
  }

  /** Runs on the server's thread when a put was applied and is not answered yet. */
  public void afterPut(Consumer<S3Call> hook) {
    afterPut = hook;
  }

  /** Most keys a listing returns, whatever it asks for. */
  public void maxKeys(int limit) {
    maxKeys = limit;
  }

  @Override
  protected void handle(HttpExchange exchange, byte[] body)
      throws IOException, InterruptedException {
    S3Call call =
        S3Call.of(
            exchange.getRequestMethod(), exchange.getRequestURI(), exchange.getRequestHeaders());
    calls.add(call);
    Fault fault = faults.apply(call);
    if (fault.status() > 0) {
      answerError(exchange, call, fault.status(), fault.code());
      return;
    }
    if (fault == Fault.DROPPED) {
      return;
    }
    if (fault == Fault.SLOW) {
      Thread.sleep(Fault.SLOW_MILLIS);
    }
    switch (call.method()) {
      case "PUT" -> put(exchange, call, body, fault == Fault.LOST_ANSWER);
      case "HEAD", "GET" -> {
        if (call.key().isEmpty()) {
          list(exchange, call);
        } else {
          read(exchange, call);
        }
      }
      default -> answerError(exchange, call, 501, "NotImplemented");
    }
  }

  private void put(HttpExchange exchange, S3Call call, byte[] body, boolean loseAnswer)
      throws IOException {
    Headers headers = exchange.getRequestHeaders();
    if (!crc32(body).equals(headers.getFirst("x-amz-checksum-crc32"))) {
      answerError(exchange, call, 400, "BadDigest");
      return;
    }
    if (!"*".equals(headers.getFirst("If-None-Match"))) {
      answerError(exchange, call, 400, "UnconditionalPut");
      return;
    }
    beforePut.accept(call);
    StoredObject object = new StoredObject(body, metadata(headers));
    boolean absent = objects.putIfAbsent(call.key(), object) == null;
    if (absent) {
      afterPut.accept(call);
    }
    if (loseAnswer) {
      return;
    }
    if (absent) {
      exchange.getResponseHeaders().set("ETag", "\"0\"");
      exchange.sendResponseHeaders(200, -1);
    } else {
      answerError(exchange, call, 412, "PreconditionFailed");
    }
  }

  private void read(HttpExchange exchange, S3Call call) throws IOException {
    StoredObject object = objects.get(call.key());
    if (object == null) {
      answerError(exchange, call, 404, "NoSuchKey");
      return;
    }
    object.metadata().forEach((k, v) -> exchange.getResponseHeaders().set("x-amz-meta-" + k, v));
    answer(exchange, call, 200, object.bytes());
  }

  private void list(HttpExchange exchange, S3Call call) throws IOException {
    String prefix = call.query().getOrDefault("prefix", "");
    int limit = Math.min(maxKeys, Integer.parseInt(call.query().getOrDefault("max-keys", "1000")));
    String after = call.query().getOrDefault("start-after", "");
    List<String> keys = new ArrayList<>();
    boolean truncated = false;
    for (String key : objects.tailMap(after.compareTo(prefix) < 0 ? prefix : after).keySet()) {
      if (!key.startsWith(prefix)) {
        break;
      }
      if (key.compareTo(after) <= 0) {
        continue;
      }
      if (keys.size() == limit) {
        truncated = true;
        break;
      }
      keys.add(key);
    }
    StringBuilder xml = new StringBuilder("<ListBucketResult><EncodingType>url</EncodingType>");
    xml.append("<IsTruncated>").append(truncated).append("</IsTruncated>");
    for (String key : keys) {
      String encoded = URLEncoder.encode(key, StandardCharsets.UTF_8).replace("%2F", "/");
      xml.append("<Contents><Key>").append(encoded).append("</Key></Contents>");
    }
    answer(exchange, call, 200, utf8(xml.append("</ListBucketResult>").toString()));
  }

  private static Map<String, String> metadata(Headers headers) {
    Map<String, String> metadata = new HashMap<>();
    headers.forEach(
        (name, values) -> {
          String lower = name.toLowerCase(java.util.Locale.ROOT);
          if (lower.startsWith("x-amz-meta-")) {
            metadata.put(lower.substring("x-amz-meta-".length()), values.get(0));
          }
        });
    return Map.copyOf(metadata);
  }

  private static void answerError(HttpExchange exchange, S3Call call, int status, String code)
      throws IOException {
    String xml = "<Error><Code>" + code + "</Code><Message>" + code + "</Message></Error>";
    answer(exchange, call, status, utf8(xml));
  }

  private static void answer(HttpExchange exchange, S3Call call, int status, byte[] body)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/xml");
    if (call.method().equals("HEAD")) {
      exchange.getResponseHeaders().set("Content-Length", Integer.toString(body.length));
      exchange.sendResponseHeaders(status, -1);
    } else {
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private static String crc32(byte[] body) {
    CRC32 crc = new CRC32();
    crc.update(body);
    byte[] bytes = ByteBuffer.allocate(Integer.BYTES).putInt((int) crc.getValue()).array();
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
