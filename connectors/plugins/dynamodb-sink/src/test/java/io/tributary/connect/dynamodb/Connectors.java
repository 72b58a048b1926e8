package io.tributary.connect.dynamodb;

import io.tributary.connect.testkit.LocalConnect;
import java.util.HashMap;
import java.util.Map;

/** Connector configurations for real workers. */
final class Connectors {
  private Connectors() {}

  /** Brings the topic's changes into the table of its name, by the number `id`. */
  static Map<String, String> sink(String topic, String... keysAndValues) {
    Map<String, String> config = new HashMap<>(LocalConnect.quickConsumer());
    config.put("name", topic);
    config.put("connector.class", "io.tributary.connect.dynamodb.DynamoDbSinkConnector");
    config.put("tasks.max", "1");
    config.put("topics", topic);
    config.put("envelope", "debezium");
    config.put("dynamodb.region", "us-east-1");
    config.put("dynamodb.key.hash", "value.id");
    config.put("retry.backoff.ms", "5");
    config.put("retry.max.backoff.ms", "200");
    for (int i = 0; i < keysAndValues.length; i += 2) {
      config.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    return config;
  }
}
