package io.tributary.msk.iam;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Clients as the Iceberg sink has them, called as its connector names them. */
final class SinkClients {
  static final String CHANGES = "salesdb.salesdb.CUSTOMER";
  static final String CONTROL = "iceberg-control.shop-iceberg";

  private static final String GROUP = "connect-shop-iceberg";
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final List<String> SETTINGS =
      List.of("aws.sharedCredentialsFile", "aws.configFile", "aws.region");

  private final String address;

  SinkClients(String address) {
    this.address = address;
  }

  /** Keys of the role `writer`, for all clients of this process. */
  static void signIn(Path folder) throws IOException {
    var credentials = folder.resolve("credentials");
    Files.writeString(
        credentials,
        String.format(
            """
            [writer]
            aws_access_key_id = ASIAWRITER
            aws_secret_access_key = %s
            aws_session_token = %s
            """,
            LocalPolicies.WRITER.secretAccessKey(), LocalPolicies.WRITER.sessionToken()));
    System.setProperty("aws.sharedCredentialsFile", credentials.toString());
    System.setProperty("aws.configFile", folder.resolve("none").toString());
    System.setProperty("aws.region", "us-east-1");
  }

  static void signOut() {
    SETTINGS.forEach(System::clearProperty);
  }

  /**
   * One commit, as far as the cluster sees it: a worker reads a change, and tells in a transaction
   * of its own what it wrote and up to where it read; the coordinator reads that.
   *
   * @return what the coordinator reads
   */
  String agree() throws Exception {
    try (var admin = Admin.create(client())) {
      admin.describeTopics(List.of(CONTROL)).allTopicNames().get();
      admin.describeConsumerGroups(List.of(GROUP)).all().get();
    }
    try (var changes = consumer(GROUP, CHANGES);
        var worker = consumer("cg-control-shop-iceberg." + UUID.randomUUID(), CONTROL);
        var coordinator = consumer(GROUP + "-coord", CONTROL)) {
      changes.poll(PATIENCE);
      worker.poll(Duration.ofSeconds(1));
      tell(changes);
      var told = coordinator.poll(PATIENCE);
      coordinator.commitSync();
      return told.iterator().next().value();
    }
  }

  private void tell(KafkaConsumer<String, String> changes) {
    var configs = client();
    configs.put("transactional.id", "shop-iceberg." + UUID.randomUUID());
    configs.put("max.block.ms", (int) PATIENCE.toMillis());
    var text = new StringSerializer();
    var producer = new KafkaProducer<>(configs, text, text);
    try {
      producer.initTransactions();
      producer.beginTransaction();
      producer.send(new ProducerRecord<>(CONTROL, "data is written"));
      producer.sendOffsetsToTransaction(
          Map.of(new TopicPartition(CHANGES, 0), new OffsetAndMetadata(1)),
          changes.groupMetadata());
      producer.commitTransaction();
    } finally {
      producer.close(Duration.ZERO);
    }
  }

  private KafkaConsumer<String, String> consumer(String group, String topic) {
    var configs = client();
    configs.put("group.id", group);
    configs.put("auto.offset.reset", "earliest");
    configs.put("enable.auto.commit", false);
    configs.put("isolation.level", "read_committed");
    var text = new StringDeserializer();
    var consumer = new KafkaConsumer<>(configs, text, text);
    consumer.subscribe(List.of(topic));
    return consumer;
  }

  private Map<String, Object> client() {
    var configs = new HashMap<String, Object>();
    configs.put("bootstrap.servers", address);
    configs.put("security.protocol", "SASL_PLAINTEXT");
    configs.put("sasl.mechanism", "AWS_MSK_IAM");
    configs.put(
        "sasl.jaas.config",
        "software.amazon.msk.auth.iam.IAMLoginModule required awsProfileName=\"writer\";");
    configs.put(
        "sasl.client.callback.handler.class",
        "software.amazon.msk.auth.iam.IAMClientCallbackHandler");
    return configs;
  }
}
