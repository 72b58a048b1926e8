package io.tributary.connect.testkit;

import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.connect.util.clusters.EmbeddedConnectCluster;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store.CloseableResource;

/** One broker and two Connect workers for all tests of a module; started when the first asks. */
public final class LocalConnect implements BeforeAllCallback, CloseableResource {
  private static EmbeddedConnectCluster cluster;

  public static EmbeddedConnectCluster cluster() {
    return cluster;
  }

  public static String bootstrapServers() {
    return cluster.kafka().bootstrapServers();
  }

  /** Rebalances and failures are noticed within a second or two instead of within minutes. */
  public static Map<String, String> quickConsumer() {
    return Map.of(
        "consumer.override.session.timeout.ms", "1500",
        "consumer.override.heartbeat.interval.ms", "300",
        "consumer.override.max.poll.records", "100",
        "consumer.override.metadata.max.age.ms", "1000");
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    context
        .getRoot()
        .getStore(Namespace.GLOBAL)
        .getOrComputeIfAbsent(
            LocalConnect.class,
            key -> {
              start();
              return this;
            });
  }

  @Override
  public void close() {
    cluster.stop();
  }

  private static void start() {
    Properties broker = new Properties();
    broker.put("group.min.session.timeout.ms", "500");
    broker.put("group.initial.rebalance.delay.ms", "0");
    broker.put("offsets.topic.num.partitions", "3");
    broker.put("auto.create.topics.enable", "false");
    // Transactions want three brokers unless told otherwise.
    broker.put("transaction.state.log.replication.factor", "1");
    broker.put("transaction.state.log.min.isr", "1");
    broker.put("transaction.state.log.num.partitions", "3");
    cluster =
        new EmbeddedConnectCluster.Builder()
            .name("local")
            .numBrokers(1)
            .numWorkers(2)
            .brokerProps(broker)
            .workerProps(workerProperties())
            .maskExitProcedures(true)
            .build();
    cluster.start();
  }

  private static Map<String, String> workerProperties() {
    Map<String, String> worker = new HashMap<>();
    worker.put("plugin.discovery", "service_load");
    worker.put("key.converter", "org.apache.kafka.connect.json.JsonConverter");
    worker.put("key.converter.schemas.enable", "false");
    worker.put("value.converter", "org.apache.kafka.connect.json.JsonConverter");
    worker.put("value.converter.schemas.enable", "false");
    worker.put("scheduled.rebalance.max.delay.ms", "0");
    worker.put("offset.flush.interval.ms", "1000");
    worker.put("session.timeout.ms", "3000");
    worker.put("heartbeat.interval.ms", "300");
    worker.put("offset.storage.partitions", "1");
    worker.put("status.storage.partitions", "1");
    return worker;
  }
}
