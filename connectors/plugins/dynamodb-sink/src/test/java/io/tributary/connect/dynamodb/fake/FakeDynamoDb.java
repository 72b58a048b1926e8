package io.tributary.connect.dynamodb.fake;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import io.tributary.connect.testkit.LoopbackServer;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** The part of DynamoDB that the sink uses, in this process, with faults to order. */
public final class FakeDynamoDb extends LoopbackServer {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, FakeTable> tables = new ConcurrentHashMap<>();
  private final AtomicInteger running = new AtomicInteger();
  private final AtomicInteger mostRunning = new AtomicInteger();
  private final AtomicLong writes = new AtomicLong();
  private volatile Supplier<Fault> faults = () -> Fault.NONE;
  private volatile Supplier<Fault> lookUpFaults = () -> Fault.NONE;
  private volatile Runnable beforeWrite = () -> {};
  private volatile Runnable afterWrite = () -> {};
  private volatile long answerMillis;

  /**
   * Makes a table.
   *
   * @param keys name and type (S, N, B) of the hash key, and of a sort key where there is one
   */
  public FakeTable create(String name, String... keys) {
    Map<String, String> types = new LinkedHashMap<>();
    for (int i = 0; i < keys.length; i += 2) {
      types.put(keys[i], keys[i + 1]);
    }
    FakeTable table = new FakeTable(name, types);
    tables.put(name, table);
    return table;
  }

  public FakeTable table(String name) {
    return tables.get(name);
  }

  /** Asked at every write what goes wrong with it. */
  public FakeDynamoDb faults(Supplier<Fault> next) {
    faults = next;
    return this;
  }

  /** The same for every look-up of a table; only faults that have an answer. */
  public void lookUpFaults(Supplier<Fault> next) {
    lookUpFaults = next;
  }

  /** Every write is answered so long after it came. */
  public FakeDynamoDb answersAfter(long millis) {
    answerMillis = millis;
    return this;
  }

  public void beforeWrite(Runnable action) {
    beforeWrite = action;
  }

  /** Once a write is applied and before it is answered. */
  public void afterWrite(Runnable action) {
    afterWrite = action;
  }

  /** Writes that were under way at once, at most. */
  public int mostRunning() {
    return mostRunning.get();
  }

  /** Requests to write, refused and failed ones included. */
  public long writes() {
    return writes.get();
  }

  @Override
  protected void handle(HttpExchange exchange, byte[] body)
      throws IOException, InterruptedException {
    String operation = exchange.getRequestHeaders().getFirst("X-Amz-Target").split("\\.")[1];
    ObjectNode request = (ObjectNode) JSON.readTree(body);
    if (operation.equals("DescribeTable")) {
      lookUp(exchange, request);
      return;
    }
    writes.incrementAndGet();
    mostRunning.accumulateAndGet(running.incrementAndGet(), Math::max);
    try {
      write(exchange, operation, request);
    } finally {
      running.decrementAndGet();
    }
  }

  private void lookUp(HttpExchange exchange, ObjectNode request) throws IOException {
    Fault fault = lookUpFaults.get();
    if (fault == Fault.NONE) {
      answer(exchange, "DescribeTable", request);
    } else {
      fail(exchange, fault.status(), fault.code(), "As ordered", null);
    }
  }

  private void write(HttpExchange exchange, String operation, ObjectNode request)
      throws IOException, InterruptedException {
    beforeWrite.run();
    Fault fault = faults.get();
    if (answerMillis > 0) {
      Thread.sleep(answerMillis);
    }
    switch (fault) {
      case NONE -> answer(exchange, operation, request);
      case SLOW -> {
        Thread.sleep(Fault.SLOW_MILLIS);
        answer(exchange, operation, request);
      }
      case LOST_ANSWER -> {
        try {
          apply(operation, request);
        } catch (Refusal e) {
          return;
        }
      }
      case DROPPED -> {}
      default -> fail(exchange, fault.status(), fault.code(), "As ordered", null);
    }
  }

  private void answer(HttpExchange exchange, String operation, ObjectNode request)
      throws IOException {
    ObjectNode answer;
    try {
      answer = apply(operation, request);
    } catch (Refusal e) {
      fail(exchange, 400, e.code(), e.getMessage(), e.item());
      return;
    }
    send(exchange, 200, answer);
  }

  private ObjectNode apply(String operation, ObjectNode request) {
    FakeTable table = tables.get(request.get("TableName").asText());
    if (table == null) {
      throw new Refusal("ResourceNotFoundException", "Requested resource not found", null);
    }
    switch (operation) {
      case "DescribeTable" -> {
        return table.describe();
      }
      case "PutItem" -> table.put(request);
      case "DeleteItem" -> table.delete(request);
      default -> throw new Refusal("UnknownOperationException", operation, null);
    }
    afterWrite.run();
    return JSON.createObjectNode();
  }

  private static void fail(
      HttpExchange exchange, int status, String code, String message, ObjectNode item)
      throws IOException {
    ObjectNode answer =
        JSON.createObjectNode()
            .put("__type", "com.amazonaws.dynamodb.v20120810#" + code)
            .put("message", message);
    if (item != null) {
      answer.set("Item", item);
    }
    send(exchange, status, answer);
  }

  private static void send(HttpExchange exchange, int status, ObjectNode answer)
      throws IOException {
    byte[] bytes = JSON.writeValueAsBytes(answer);
    exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }
}
