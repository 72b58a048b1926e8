package io.tributary.connect.iceberg;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.sun.net.httpserver.HttpExchange;
import io.tributary.connect.testkit.LoopbackServer;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.ForbiddenException;
import org.apache.iceberg.exceptions.NoSuchNamespaceException;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.jdbc.JdbcCatalog;
import org.apache.iceberg.rest.CatalogHandlers;
import org.apache.iceberg.rest.RESTCatalogProperties.SnapshotMode;
import org.apache.iceberg.rest.RESTSerializers;
import org.apache.iceberg.rest.RESTUtil;
import org.apache.iceberg.rest.requests.CreateNamespaceRequest;
import org.apache.iceberg.rest.requests.CreateTableRequest;
import org.apache.iceberg.rest.requests.UpdateTableRequest;
import org.apache.iceberg.rest.responses.ConfigResponse;
import org.apache.iceberg.rest.responses.ErrorResponse;

/**
 * A catalog by Iceberg's REST protocol: Apache's own handlers of requests, which refuse a commit to
 * a table that is another one by then, over a catalog that every test can look into.
 */
final class RestCatalogServer extends LoopbackServer {
  static final String COMMIT = "POST /v1/namespaces/_/tables/_";
  static final String MAKE_NAMESPACE = "POST /v1/namespaces";
  static final String TOKEN = "POST /v1/oauth/tokens";

  private final JdbcCatalog catalog;
  private final ObjectMapper json = mapper();
  private final Set<String> calls = new ConcurrentSkipListSet<>();
  private final Set<String> signIns = new ConcurrentSkipListSet<>();
  private final Map<String, RuntimeException> refusals = new HashMap<>();
  private final Queue<Runnable> rivals = new ConcurrentLinkedQueue<>();
  private final AtomicInteger stale = new AtomicInteger();
  private final AtomicInteger answersToLose = new AtomicInteger();

  RestCatalogServer(JdbcCatalog catalog) {
    this.catalog = catalog;
  }

  /** Keys of a connector whose catalog it is, but for those by which it signs in. */
  Map<String, String> catalogKeys(String fileIo) {
    return Map.of(
        "iceberg.catalog.type",
        "rest",
        "iceberg.catalog.uri",
        endpoint().toString(),
        "iceberg.catalog.io-impl",
        fileIo);
  }

  /** What it was asked, with `_` for names. */
  Set<String> calls() {
    return Set.copyOf(calls);
  }

  /** What those who asked showed. */
  Set<String> signIns() {
    return Set.copyOf(signIns);
  }

  /** How many commits came too late. */
  int stale() {
    return stale.get();
  }

  /** From now on such a call ends so. */
  void refuse(String call, RuntimeException refusal) {
    refusals.put(call, refusal);
  }

  /** What somebody else is ahead with, before the next commit. */
  void beforeNextCommit(Runnable rival) {
    rivals.add(rival);
  }

  /** So many commits succeed, and nobody learns of it. */
  void loseAnswers(int commits) {
    answersToLose.set(commits);
  }

  @Override
  protected void handle(HttpExchange exchange, byte[] body) throws IOException {
    List<String> path =
        Stream.of(exchange.getRequestURI().getRawPath().split("/"))
            .filter(p -> !p.isEmpty())
            .toList();
    String call = exchange.getRequestMethod() + " /" + String.join("/", anonymous(path));
    calls.add(call);
    if (!call.equals(TOKEN)) {
      signIns.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
    }
    try {
      if (refusals.containsKey(call)) {
        throw refusals.get(call);
      }
      Object answer = answerOf(call, path, body);
      if (call.equals(COMMIT) && answersToLose.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
        return;
      }
      send(exchange, answer == null ? 204 : 200, answer);
    } catch (RuntimeException e) {
      int code = codeOf(e);
      send(
          exchange,
          code,
          ErrorResponse.builder()
              .responseCode(code)
              .withType(e.getClass().getSimpleName())
              .withMessage(e.getMessage())
              .build());
    }
  }

  private Object answerOf(String call, List<String> path, byte[] body) throws IOException {
    return switch (call) {
      case "GET /v1/config" -> ConfigResponse.builder().build();
      case TOKEN ->
          Map.of(
              "access_token",
              "issued",
              "token_type",
              "bearer",
              "expires_in",
              3600,
              "issued_token_type",
              "urn:ietf:params:oauth:token-type:access_token");
      case MAKE_NAMESPACE ->
          CatalogHandlers.createNamespace(
              catalog, json.readValue(body, CreateNamespaceRequest.class));
      case "POST /v1/namespaces/_/tables" ->
          CatalogHandlers.createTable(
              catalog, namespace(path), json.readValue(body, CreateTableRequest.class));
      case "GET /v1/namespaces/_/tables/_" ->
          CatalogHandlers.loadTable(catalog, table(path), SnapshotMode.ALL);
      case COMMIT -> commit(table(path), json.readValue(body, UpdateTableRequest.class));
      case "POST /v1/namespaces/_/tables/_/metrics" -> null;
      default -> throw new UnsupportedOperationException(call);
    };
  }

  private Object commit(TableIdentifier table, UpdateTableRequest request) {
    Runnable rival = rivals.poll();
    if (rival != null) {
      rival.run();
    }
    return CatalogHandlers.updateTable(catalog, table, request);
  }

  private void send(HttpExchange exchange, int code, Object answer) throws IOException {
    byte[] text = answer == null ? new byte[0] : json.writeValueAsBytes(answer);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(code, text.length == 0 ? -1 : text.length);
    exchange.getResponseBody().write(text);
  }

  private int codeOf(RuntimeException e) {
    if (e instanceof CommitFailedException) {
      stale.incrementAndGet();
      return 409;
    }
    if (e instanceof AlreadyExistsException) {
      return 409;
    }
    if (e instanceof NoSuchTableException || e instanceof NoSuchNamespaceException) {
      return 404;
    }
    if (e instanceof ForbiddenException) {
      return 403;
    }
    return e instanceof UnsupportedOperationException ? 406 : 400;
  }

  private static Namespace namespace(List<String> path) {
    return Namespace.of(RESTUtil.decodeString(path.get(2)));
  }

  private static TableIdentifier table(List<String> path) {
    return TableIdentifier.of(namespace(path), RESTUtil.decodeString(path.get(4)));
  }

  private static List<String> anonymous(List<String> path) {
    return java.util.stream.IntStream.range(0, path.size())
        .mapToObj(
            part ->
                part == 2 && path.get(1).equals("namespaces") || part == 4 ? "_" : path.get(part))
        .toList();
  }

  private static ObjectMapper mapper() {
    ObjectMapper mapper = new ObjectMapper();
    mapper.setVisibility(PropertyAccessor.FIELD, JsonAutoDetect.Visibility.ANY);
    mapper.configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false);
    mapper.setPropertyNamingStrategy(new PropertyNamingStrategies.KebabCaseStrategy());
    RESTSerializers.registerAll(mapper);
    return mapper;
  }
}
