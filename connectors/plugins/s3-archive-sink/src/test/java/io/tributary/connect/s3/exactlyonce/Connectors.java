package io.tributary.connect.s3.exactlyonce;

import io.tributary.connect.s3.TaskFactory;
import io.tributary.connect.testkit.LocalConnect;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

/** Connector configurations for real workers. */
final class Connectors {
  private Connectors() {}

  /**
   * Archives the topic's records under its own name and cuts objects at places drawn from the seed.
   */
  static Map<String, String> archive(String topic, Random random) {
    return archive(topic, random, Rows.LINES);
  }

  static Map<String, String> archive(String topic, Random random, Rows rows) {
    Map<String, String> config = new HashMap<>(LocalConnect.quickConsumer());
    config.put("name", topic);
    config.put("connector.class", "io.tributary.connect.s3.S3ArchiveSinkConnector");
    config.put("topics", topic);
    config.putAll(
        TaskFactory.config(
            "rotate.records", Integer.toString(20 + random.nextInt(200)),
            "rotate.interval.ms", Integer.toString(50 + random.nextInt(400))));
    config.putAll(rows.config(random));
    return config;
  }
}
