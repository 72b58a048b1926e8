package io.tributary.connect.dynamodb;

import io.tributary.connect.dynamodb.TopicSettings.TruncatePolicy;
import io.tributary.connect.dynamodb.TopicSettings.UnknownServer;
import io.tributary.connect.sink.Backoff;
import io.tributary.connect.sink.SinkKeys;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;

/** The connector's configuration, typed. */
final class DynamoDbSinkConfig extends AbstractConfig {
  private static final ConfigDef DEFINITION = DynamoDbKeys.definition();

  /** More than one worker can have open. */
  private static final int MAX_CONNECTIONS = 10_000;

  private final TopicKeys topicKeys;

  /**
   * @throws ConfigException naming the key, the rule and the value, for the first rule broken
   */
  DynamoDbSinkConfig(Map<String, String> properties) {
    super(DEFINITION, properties, false);
    SinkKeys.rules().check(values());
    topicKeys = new TopicKeys(properties);
    topicKeys.problems().values().stream()
        .findFirst()
        .ifPresent(
            problem -> {
              throw new ConfigException(problem);
            });
    Map<String, String> topicOfTable = new HashMap<>();
    for (String topic : topicKeys.listedTopics()) {
      requireOwnTable(topicOfTable, topic, topic(topic).table());
    }
  }

  /**
   * @param topicOfTable what is known so far, and is added to
   * @throws ConfigException where another topic has the table
   */
  static void requireOwnTable(Map<String, String> topicOfTable, String topic, String table) {
    String other = topicOfTable.putIfAbsent(table, topic);
    if (other != null && !other.equals(topic)) {
      throw new ConfigException(
          "The tables of topics must differ, since their positions cannot be compared, got "
              + table
              + " for "
              + other
              + " and "
              + topic);
    }
  }

  static ConfigDef definition() {
    return new ConfigDef(DEFINITION);
  }

  /** Adds the rules between keys to the outcome of the rules for single keys. */
  static Config withCrossRules(Config validated, Map<String, String> properties) {
    SinkKeys.rules().addTo(validated);
    new TopicKeys(properties)
        .problems()
        .forEach(
            (key, problem) ->
                validated
                    .configValues()
                    .add(new ConfigValue(key, properties.get(key), List.of(), List.of(problem))));
    return validated;
  }

  String region() {
    return getString(DynamoDbKeys.REGION);
  }

  /** Empty for the SDK's own choice. */
  String endpoint() {
    return getString(DynamoDbKeys.ENDPOINT);
  }

  long requestTimeoutMillis() {
    return getLong(DynamoDbKeys.REQUEST_TIMEOUT);
  }

  /** Whether values are Debezium's envelopes, otherwise they are rows. */
  boolean enveloped() {
    return "debezium".equals(getString(DynamoDbKeys.ENVELOPE));
  }

  /** Whether a deletion leaves an item that tells its position. */
  boolean leavesTombstones() {
    return "tombstone".equals(getString(DynamoDbKeys.DELETES));
  }

  long tombstoneRetentionMillis() {
    return getLong(DynamoDbKeys.TOMBSTONE_RETENTION);
  }

  Attributes attributes() {
    return new Attributes("write".equals(getString(DynamoDbKeys.NULL_VALUES)));
  }

  /** Whether a row of a snapshot that an earlier record's write refuses stops the task. */
  boolean failsOnStaleSnapshots() {
    return "fail".equals(getString(DynamoDbKeys.STALE_SNAPSHOTS));
  }

  int maxInFlight() {
    return (int) Math.min(getLong(DynamoDbKeys.MAX_IN_FLIGHT), MAX_CONNECTIONS);
  }

  Backoff backoff() {
    return SinkKeys.backoff(this);
  }

  long callBudgetMillis() {
    return getLong(SinkKeys.CALL_BUDGET);
  }

  long metricsIntervalMillis() {
    return getLong(SinkKeys.METRICS_INTERVAL);
  }

  /**
   * @throws ConfigException where the topic has no key, or its table's name is none
   */
  TopicSettings topic(String topic) {
    String hash = topicKeys.get(topic, TopicKeys.HASH).orElse(getString(DynamoDbKeys.HASH));
    if (hash.isEmpty()) {
      throw new ConfigException(
          "`"
              + DynamoDbKeys.HASH
              + "` must be set where a topic has no `topic.<topic>.hash` of its own, got none for: "
              + topic);
    }
    // A topic with a hash of its own has a key of its own.
    String sort =
        topicKeys
            .get(topic, TopicKeys.SORT)
            .orElse(
                topicKeys.get(topic, TopicKeys.HASH).isPresent()
                    ? ""
                    : getString(DynamoDbKeys.SORT));
    return new TopicSettings(
        table(topic),
        KeyField.of(hash),
        sort.isEmpty() ? Optional.empty() : Optional.of(KeyField.of(sort)),
        TruncatePolicy.valueOf(upper(topic, TopicKeys.TRUNCATE, DynamoDbKeys.TRUNCATE)),
        UnknownServer.valueOf(upper(topic, TopicKeys.UNKNOWN_SERVER, DynamoDbKeys.UNKNOWN_SERVER)),
        topicKeys
            .get(topic, TopicKeys.EPOCHS)
            .map(json -> Epochs.parse(TopicKeys.key(topic, TopicKeys.EPOCHS), json))
            .orElse(Epochs.NONE));
  }

  private String table(String topic) {
    String name =
        topicKeys
            .get(topic, TopicKeys.TABLE)
            .orElse(getString(DynamoDbKeys.TABLE_FORMAT).replace("${topic}", topic));
    if (!name.matches(DynamoDbKeys.TABLE_NAME)) {
      throw new ConfigException(
          "The table of topic " + topic + " " + DynamoDbKeys.TABLE_NAME_RULE + ", got: " + name);
    }
    return name;
  }

  private String upper(String topic, String ofTopic, String ofAll) {
    return topicKeys.get(topic, ofTopic).orElse(getString(ofAll)).toUpperCase(Locale.ROOT);
  }
}
