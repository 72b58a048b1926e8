package io.tributary.msk.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Real clients that do in a real broker what the Iceberg sink does, by the policy that the template
 * gives to its role: with all of it, and without each right that they use.
 */
class TransactionTest {
  @TempDir static Path folder;
  private static LocalPolicies policies;
  private static LocalBroker broker;
  private static SinkClients sink;

  @BeforeAll
  static void start() throws Exception {
    SinkClients.signIn(folder);
    policies = new LocalPolicies(folder).role("writer", policy("", "")).write();
    broker = new LocalBroker(folder, policies);
    sink = new SinkClients(broker.address("IAM"));
    var internal = Map.<String, Object>of("bootstrap.servers", broker.address("INTERNAL"));
    try (var admin = Admin.create(internal)) {
      admin
          .createTopics(List.of(topic(SinkClients.CHANGES), topic(SinkClients.CONTROL)))
          .all()
          .get();
    }
    var text = new StringSerializer();
    try (var producer = new KafkaProducer<>(internal, text, text)) {
      producer.send(new ProducerRecord<>(SinkClients.CHANGES, "a change")).get();
    }
  }

  @AfterAll
  static void stop() {
    broker.close();
    SinkClients.signOut();
  }

  @Test
  void agreesOnACommitByTheRightsOfItsRole() throws Exception {
    use("", "");
    int before = policies.uses().size();

    assertThat(sink.agree()).isEqualTo("data is written");
    assertThat(policies.shortUses().stream().skip(before))
        .noneMatch(used -> used.contains("Deny"))
        .noneMatch(used -> used.contains("WriteDataIdempotently"));
  }

  @ParameterizedTest(name = "{0} of {1}")
  @CsvSource({
    "DescribeTopic, salesdb.salesdb.CUSTOMER",
    "ReadData, salesdb.salesdb.CUSTOMER",
    "DescribeTopic, iceberg-control.shop-iceberg",
    "ReadData, iceberg-control.shop-iceberg",
    "WriteData, iceberg-control.shop-iceberg",
    "DescribeGroup, connect-shop-iceberg",
    "AlterGroup, connect-shop-iceberg",
    "DescribeGroup, cg-control-shop-iceberg.",
    "AlterGroup, cg-control-shop-iceberg.",
    "DescribeTransactionalId, shop-iceberg.",
    "AlterTransactionalId, shop-iceberg.",
  })
  void agreesOnNothingWithout(String action, String name) throws Exception {
    use(action, name);
    int before = policies.uses().size();

    assertThatThrownBy(sink::agree).matches(TransactionTest::isRefusal, "is Kafka's refusal");
    assertThat(policies.shortUses().stream().skip(before))
        .as("what was missed")
        .anyMatch(
            used ->
                used.startsWith("writer " + action + " " + name)
                    && (used.endsWith("implicitDeny") || used.endsWith("filtered")));
  }

  private static boolean isRefusal(Throwable thrown) {
    return thrown instanceof AuthorizationException
        || thrown.getCause() instanceof AuthorizationException;
  }

  /** The role has the right no more; none of it for an action that is empty. */
  private static void use(String action, String name) throws Exception {
    policies.role("writer", policy(action, name)).write();
    Thread.sleep(PolicyStore.INTERVAL.toMillis() + 50);
  }

  private static String[] policy(String action, String name) {
    try (var file = TransactionTest.class.getResourceAsStream("/sink-policy.json")) {
      JsonNode statements = new ObjectMapper().readTree(file);
      return StreamSupport.stream(statements.spliterator(), false)
          .map(statement -> without(action, name, (ObjectNode) statement).toString())
          .toArray(String[]::new);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static JsonNode without(String action, String name, ObjectNode statement) {
    if (action.isEmpty() || !statement.path("Resource").toString().contains("/" + name)) {
      return statement;
    }
    ArrayNode kept = statement.arrayNode();
    for (JsonNode each : statement.path("Action")) {
      if (!each.asText().equals("kafka-cluster:" + action)) {
        kept.add(each);
      }
    }
    return statement.set("Action", kept);
  }

  private static NewTopic topic(String name) {
    return new NewTopic(name, 1, (short) 1);
  }
}
