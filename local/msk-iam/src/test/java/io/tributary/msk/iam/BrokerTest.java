package io.tributary.msk.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real broker, real clients with the four keys of MSK, keys in a profile each. */
class BrokerTest {

  private static final String GROUPS = LocalPolicies.TOPICS.replace(":topic/", ":group/");

  @TempDir static Path folder;
  private static LocalPolicies policies;
  private static LocalBroker broker;

  @BeforeAll
  static void start() throws Exception {
    var credentials = folder.resolve("credentials");
    Files.writeString(
        credentials,
        String.format(
            """
            [writer]
            aws_access_key_id = ASIAWRITER
            aws_secret_access_key = %s
            aws_session_token = %s
            [reader]
            aws_access_key_id = AKIAREADER
            aws_secret_access_key = %s
            [forger]
            aws_access_key_id = AKIAREADER
            aws_secret_access_key = guessed
            """,
            LocalPolicies.WRITER.secretAccessKey(),
            LocalPolicies.WRITER.sessionToken(),
            LocalPolicies.READER.secretAccessKey()));
    System.setProperty("aws.sharedCredentialsFile", credentials.toString());
    System.setProperty("aws.configFile", folder.resolve("none").toString());
    System.setProperty("aws.region", "us-east-1");
    policies = new LocalPolicies(folder).role("writer", writer()).role("reader", reader()).write();
    broker = new LocalBroker(folder, policies);
    try (var admin = Admin.create(Map.of("bootstrap.servers", broker.address("INTERNAL")))) {
      admin.createTopics(List.of(topic("orders"), topic("hidden"))).all().get();
    }
  }

  @AfterAll
  static void stop() {
    broker.close();
    for (var name : List.of("aws.sharedCredentialsFile", "aws.configFile", "aws.region")) {
      System.clearProperty(name);
    }
  }

  @Test
  void writesReadsAndListsWhatItsRoleMay() throws Exception {
    try (var producer = producer("writer", false)) {
      producer.send(new ProducerRecord<>("orders", "hello")).get();
    }
    try (var consumer = consumer("readers")) {
      var records = consumer.poll(Duration.ofSeconds(10));
      assertThat(records).extracting(record -> record.value()).contains("hello");
      consumer.commitSync();
    }
    try (var admin = Admin.create(client("reader"))) {
      assertThat(admin.listTopics().names().get()).isEqualTo(Set.of("orders"));
    }

    assertThat(policies.shortUses())
        .contains(
            "writer Connect  allow",
            "writer WriteData orders allow",
            "reader ReadData orders allow",
            "reader AlterGroup readers allow",
            "reader DescribeTopic hidden filtered")
        .noneMatch(use -> use.startsWith("ANONYMOUS"));
  }

  /** The controller decides by the role too, though it hears of it on an exempt listener. */
  @Test
  void onlyARoleThatMayCreatesTopics() throws Exception {
    try (var admin = Admin.create(client("reader"))) {
      assertThatThrownBy(() -> admin.createTopics(List.of(topic("made.reader"))).all().get())
          .hasCauseInstanceOf(TopicAuthorizationException.class);
    }
    try (var admin = Admin.create(client("writer"))) {
      admin.createTopics(List.of(topic("made.writer"))).all().get();
    }

    assertThat(policies.shortUses())
        .contains(
            "reader CreateTopic made.reader implicitDeny", "writer CreateTopic made.writer allow");
  }

  @Test
  void deniesWithTheErrorsOfKafka() {
    try (var producer = producer("reader", false)) {
      assertThatThrownBy(() -> producer.send(new ProducerRecord<>("orders", "x")).get())
          .hasCauseInstanceOf(TopicAuthorizationException.class);
    }
    try (var producer = producer("writer", true)) {
      assertThatThrownBy(() -> producer.send(new ProducerRecord<>("orders", "x")).get())
          .hasRootCauseInstanceOf(ClusterAuthorizationException.class);
    }
    try (var consumer = consumer("others")) {
      assertThatThrownBy(() -> consumer.poll(Duration.ofSeconds(10)))
          .isInstanceOf(GroupAuthorizationException.class);
    }

    assertThat(policies.shortUses())
        .contains(
            "reader WriteData orders implicitDeny",
            "writer WriteDataIdempotently  implicitDeny",
            "reader DescribeGroup others implicitDeny");
  }

  @Test
  void refusesAForgerInTheWordsOfMsk() {
    try (var admin = Admin.create(client("forger"))) {
      assertThatThrownBy(() -> admin.describeCluster().nodes().get())
          .cause()
          .isInstanceOf(SaslAuthenticationException.class)
          .hasMessageMatching("\\[" + LocalServers.UUID + "]: Access denied");
    }
  }

  @Test
  void aChangeOfThePoliciesHoldsForOpenConnections() throws Exception {
    try (var producer = producer("writer", false)) {
      producer.send(new ProducerRecord<>("orders", "before")).get();
      policies.role("writer", LocalPolicies.CONNECT).write();
      Thread.sleep(PolicyStore.INTERVAL.toMillis() + 50);
      assertThatThrownBy(() -> producer.send(new ProducerRecord<>("orders", "x")).get())
          .hasCauseInstanceOf(TopicAuthorizationException.class);
    } finally {
      policies.role("writer", writer()).write();
      Thread.sleep(PolicyStore.INTERVAL.toMillis() + 50);
    }
  }

  private static String[] writer() {
    return new String[] {
      LocalPolicies.CONNECT,
      LocalPolicies.allow("kafka-cluster:WriteData", LocalPolicies.TOPICS + "orders"),
      LocalPolicies.allow("kafka-cluster:DescribeTopic", LocalPolicies.TOPICS + "orders"),
      LocalPolicies.allow("kafka-cluster:CreateTopic", LocalPolicies.TOPICS + "made.*")
    };
  }

  private static String[] reader() {
    return new String[] {
      LocalPolicies.CONNECT,
      LocalPolicies.allow("kafka-cluster:ReadData", LocalPolicies.TOPICS + "orders"),
      LocalPolicies.allow("kafka-cluster:DescribeTopic", LocalPolicies.TOPICS + "orders"),
      LocalPolicies.allow("kafka-cluster:*Group", GROUPS + "readers")
    };
  }

  private static NewTopic topic(String name) {
    return new NewTopic(name, 1, (short) 1);
  }

  private static KafkaProducer<String, String> producer(String role, boolean idempotent) {
    var configs = client(role);
    configs.put("enable.idempotence", idempotent);
    return new KafkaProducer<>(configs, new StringSerializer(), new StringSerializer());
  }

  private static KafkaConsumer<String, String> consumer(String group) {
    var configs = client("reader");
    configs.put("group.id", group);
    configs.put("auto.offset.reset", "earliest");
    var consumer = new KafkaConsumer<>(configs, new StringDeserializer(), new StringDeserializer());
    consumer.subscribe(List.of("orders"));
    return consumer;
  }

  private static Map<String, Object> client(String profile) {
    var configs = new HashMap<String, Object>();
    configs.put("bootstrap.servers", broker.address("IAM"));
    configs.put("security.protocol", "SASL_PLAINTEXT");
    configs.put("sasl.mechanism", "AWS_MSK_IAM");
    configs.put(
        "sasl.jaas.config",
        "software.amazon.msk.auth.iam.IAMLoginModule required awsProfileName=\"" + profile + "\";");
    configs.put(
        "sasl.client.callback.handler.class",
        "software.amazon.msk.auth.iam.IAMClientCallbackHandler");
    return configs;
  }
}
