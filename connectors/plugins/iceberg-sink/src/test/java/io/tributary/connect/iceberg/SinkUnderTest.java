package io.tributary.connect.iceberg;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.connect.testkit.LocalConnect;
import io.tributary.connect.testkit.Patience;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.iceberg.data.Record;
import org.apache.kafka.connect.util.clusters.EmbeddedConnectCluster;

/** The sink as Apache built it, in real workers, with topics and a lake of its own. */
final class SinkUnderTest {
  private static final AtomicInteger TOPICS = new AtomicInteger();

  /** Name of the connector and of its first topic. */
  final String topic = "events-" + TOPICS.incrementAndGet();

  final TestLake lake = new TestLake(topic);
  private final EmbeddedConnectCluster connect = LocalConnect.cluster();

  /** As it is without our transform; its table is `db.t`. */
  Map<String, String> plain() {
    return plain(topic, lake.catalogKeys());
  }

  /** With our transform and its settings, such as `envelope`. */
  Map<String, String> typed(Map<String, String> settings) {
    Map<String, String> config = base(topic, lake.catalogKeys());
    settings.forEach((key, value) -> config.put("transforms.rows." + key, value.replace("\n", "")));
    return config;
  }

  /** With our transform, which has to be told of its topics. */
  static Map<String, String> base(String name, Map<String, String> catalogKeys) {
    Map<String, String> config = plain(name, catalogKeys);
    config.put("value.converter", OrderedJson.class.getName());
    config.put("transforms", "rows");
    config.put("transforms.rows.type", TypedRows.class.getName());
    return config;
  }

  /** What is left of dead workers is noticed within seconds. */
  static Map<String, String> forgetful() {
    return Map.of(
        "iceberg.kafka.session.timeout.ms", "1500",
        "iceberg.kafka.heartbeat.interval.ms", "300",
        "iceberg.kafka.transaction.timeout.ms", "5000");
  }

  private static Map<String, String> plain(String name, Map<String, String> catalogKeys) {
    Map<String, String> config = new HashMap<>(LocalConnect.quickConsumer());
    config.putAll(catalogKeys);
    config.put("name", name);
    config.put("connector.class", "org.apache.iceberg.connect.IcebergSinkConnector");
    config.put("tasks.max", "1");
    config.put("topics", name);
    config.put("iceberg.tables", "db.t");
    config.put("iceberg.tables.auto-create-enabled", "true");
    config.put("iceberg.tables.evolve-schema-enabled", "true");
    config.put("iceberg.control.topic", "control-" + name);
    config.put("iceberg.control.commit.interval-ms", "1000");
    config.put("iceberg.kafka.bootstrap.servers", LocalConnect.bootstrapServers());
    config.put("iceberg.kafka.auto.offset.reset", "earliest");
    config.put("iceberg.kafka.interceptor.classes", ControlTopicGuard.class.getName());
    config.put("iceberg.kafka." + ControlTopicGuard.TOPIC, "control-" + name);
    return config;
  }

  /** The same, of as many tables as there are. */
  Map<String, String> routed(Map<String, String> settings) {
    Map<String, String> config = typed(settings);
    config.remove("iceberg.tables");
    config.put("iceberg.tables.dynamic-enabled", "true");
    config.put("iceberg.tables.route-field", RowSchema.METADATA + ".target");
    return config;
  }

  void start(Map<String, String> config) {
    makeControlTopic();
    startWithoutControlTopic(config);
  }

  void startWithoutControlTopic(Map<String, String> config) {
    for (String consumed : config.get("topics").split(",")) {
      make(consumed);
    }
    connect.configureConnector(topic, config);
  }

  void makeControlTopic() {
    make("control-" + topic);
  }

  private void make(String name) {
    if (connect.kafka().describeTopics(name).get(name).isEmpty()) {
      connect.kafka().createTopic(name, 1);
    }
  }

  void stop() {
    connect.deleteConnector(topic);
  }

  /** As whoever watches over connectors does. */
  void restart() {
    connect.restartConnectorAndTasks(topic, true, true, false);
  }

  /**
   * Waits until its task has failed.
   *
   * @return what it says of that
   */
  String awaitFailure() {
    Patience.await(() -> states().contains("FAILED"));
    assertThat(states()).containsExactly("FAILED");
    return connect.connectorStatus(topic).tasks().get(0).trace();
  }

  List<String> states() {
    return connect.connectorStatus(topic).tasks().stream().map(task -> task.state()).toList();
  }

  void produce(String json) {
    produce(topic, json);
  }

  void produce(String otherTopic, String json) {
    connect.kafka().produce(otherTopic, 0, null, json.replace("\n", ""));
  }

  List<Record> awaitRows(int count) {
    return awaitRows("db.t", count);
  }

  List<Record> awaitRows(String table, int count) {
    Patience.await(() -> lake.has(table) && lake.rows(table).size() >= count);
    List<Record> rows = lake.rows(table);
    assertThat(rows).hasSize(count);
    return rows;
  }
}
