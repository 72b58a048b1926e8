package io.tributary.connect.iceberg;

import static org.apache.iceberg.types.Types.NestedField.optional;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.connect.testkit.FaultRow;
import io.tributary.connect.testkit.LocalConnect;
import io.tributary.connect.testkit.Patience;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.exceptions.ForbiddenException;
import org.apache.iceberg.inmemory.InMemoryFileIO;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The sink in real workers, whose catalog is behind Iceberg's REST protocol. */
@ExtendWith(LocalConnect.class)
final class RestCatalogTest {
  private static final String COLUMNS = "[[\"id\",\"BIGINT\"]]";

  private final SinkUnderTest sink = new SinkUnderTest();
  private final RestCatalogServer server = new RestCatalogServer(sink.lake.catalog);

  @BeforeEach
  void signInAsMachine() {
    System.setProperty("aws.accessKeyId", "AKIDTEST");
    System.setProperty("aws.secretAccessKey", "test");
  }

  @AfterEach
  void stop() {
    sink.stop();
    server.close();
  }

  @Test
  void makesTablesAndWritesThemAndAsksForNothingElse() {
    sink.start(config(Map.of("rest.auth.type", "none", "rest-metrics-reporting-enabled", "false")));
    sink.produce("{\"id\":1}");
    sink.awaitRows(1);
    sink.produce("{\"id\":2,\"later\":\"x\"}");

    assertThat(sink.awaitRows(2)).extracting(row -> row.getField("id")).contains(1L, 2L);
    assertThat(sink.lake.table("db.t").schema().findField("later")).isNotNull();
    assertThat(server.calls())
        .containsExactlyInAnyOrder(
            "GET /v1/config",
            "GET /v1/namespaces/_/tables/_",
            RestCatalogServer.MAKE_NAMESPACE,
            "POST /v1/namespaces/_/tables",
            RestCatalogServer.COMMIT);
    assertThat(server.signIns()).containsExactly("null");
  }

  @Test
  void goesOnInANamespaceThatItMayNotMake() {
    sink.lake.catalog.createNamespace(Namespace.of("db"));
    server.refuse(RestCatalogServer.MAKE_NAMESPACE, new ForbiddenException("not yours"));
    sink.start(config(Map.of("rest.auth.type", "none")));
    sink.produce("{\"id\":1}");

    sink.awaitRows(1);
    assertThat(server.calls()).contains(RestCatalogServer.MAKE_NAMESPACE);
  }

  @Test
  void signsAsARoleOfAwsDoes() {
    sink.start(
        config(
            Map.of(
                "rest.auth.type", "sigv4",
                "rest.auth.sigv4.delegate-auth-type", "none",
                "rest.signing-name", "s3tables",
                "rest.signing-region", "eu-west-1")));
    sink.produce("{\"id\":1}");

    sink.awaitRows(1);
    assertThat(server.signIns())
        .isNotEmpty()
        .allMatch(
            shown ->
                shown.matches(
                    "AWS4-HMAC-SHA256 Credential=AKIDTEST/\\d{8}/eu-west-1/s3tables/aws4_request, .*"));
  }

  @Test
  void signsInWithATokenThatItGetsForACredential() {
    sink.start(config(Map.of("rest.auth.type", "oauth2", "credential", "me:hidden")));
    sink.produce("{\"id\":1}");

    sink.awaitRows(1);
    assertThat(server.calls()).contains(RestCatalogServer.TOKEN);
    assertThat(server.signIns()).containsExactly("Bearer issued");
  }

  @Test
  void commitsAnewWhereAnotherWriterWasAhead() {
    sink.lake.make("db.t", optional(1, "id", Types.LongType.get()));
    for (int commit = 0; commit < 2; commit++) {
      server.beforeNextCommit(
          () -> sink.lake.table("db.t").updateProperties().set("by", "a rival").commit());
    }
    server.beforeNextCommit(() -> sink.lake.table("db.t").newAppend().commit());
    sink.start(config(Map.of("rest.auth.type", "none")));
    for (int id = 0; id < 3; id++) {
      sink.produce("{\"id\":" + id + "}");
      sink.awaitRows(id + 1);
    }

    assertThat(sink.lake.table("db.t").properties()).containsEntry("by", "a rival");
    assertThat(server.stale()).as("commits that came too late").isPositive();
  }

  @Tag("faults")
  @Test
  void losesNothingOfTwoConnectorsThatAppendToOneTableAtOnce() {
    SinkUnderTest other = new SinkUnderTest();
    sink.lake.make("db.t", optional(1, "id", Types.LongType.get()));
    for (SinkUnderTest each : List.of(sink, other)) {
      each.start(config(each, Map.of("rest.auth.type", "none")));
    }
    Set<Object> wanted = new HashSet<>();
    for (long id = 0; id < 40; id++) {
      (id % 2 == 0 ? sink : other).produce("{\"id\":" + id + "}");
      wanted.add(id);
      LockSupport.parkNanos(Duration.ofMillis(300).toNanos());
    }
    Patience.await(() -> ids().containsAll(wanted));
    List<Object> found = ids();
    other.stop();

    long lost = wanted.stream().filter(id -> !found.contains(id)).count();
    long twice = found.size() - new HashSet<>(found).size();
    String fault = "iceberg sink: two coordinators at one table, late commits: %d";
    new FaultRow(fault.formatted(server.stale()), 0, lost, 0, twice).tell();
    assertThat(found).containsExactlyInAnyOrderElementsOf(wanted);
  }

  /** Its task fails, which is seen, and the next one finds in the table what was done. */
  @Test
  void appendsNothingTwiceWhereTheAnswerOfACommitIsLost() {
    sink.start(config(Map.of("rest.auth.type", "none")));
    sink.produce("{\"id\":0}");
    sink.awaitRows(1);
    server.loseAnswers(1);
    sink.produce("{\"id\":1}");
    sink.awaitFailure();
    sink.produce("{\"id\":2}");
    sink.restart();
    Patience.await(() -> ids().contains(2L));

    assertThat(ids()).containsExactlyInAnyOrder(0L, 1L, 2L);
  }

  private List<Object> ids() {
    return sink.lake.rows("db.t").stream().map(row -> row.getField("id")).toList();
  }

  private Map<String, String> config(Map<String, String> catalog) {
    return config(sink, catalog);
  }

  private Map<String, String> config(SinkUnderTest of, Map<String, String> catalog) {
    String topic = "topic." + of.topic;
    Map<String, String> config =
        new HashMap<>(of.typed(Map.of(topic + ".table", "db.t", topic + ".columns", COLUMNS)));
    config.keySet().removeIf(key -> key.startsWith("iceberg.catalog."));
    config.putAll(server.catalogKeys(InMemoryFileIO.class.getName()));
    catalog.forEach((key, value) -> config.put("iceberg.catalog." + key, value));
    return config;
  }
}
