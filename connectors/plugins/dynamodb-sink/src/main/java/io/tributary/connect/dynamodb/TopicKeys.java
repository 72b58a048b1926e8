package io.tributary.connect.dynamodb;

import io.tributary.connect.sink.Matches;
import io.tributary.connect.sink.OneOf;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.apache.kafka.common.config.ConfigDef.Validator;
import org.apache.kafka.common.config.ConfigException;

/** Keys that hold for one topic: `topic.<topic>.<setting>`. A topic's name may have dots. */
final class TopicKeys {
  static final String HASH = "hash";
  static final String SORT = "sort";
  static final String TABLE = "table";
  static final String TRUNCATE = "truncate";
  static final String UNKNOWN_SERVER = "unknown.server";
  static final String EPOCHS = "epochs";

  private static final String PREFIX = "topic.";

  /** Settings and their rules. */
  private static final Map<String, Validator> SETTINGS = new LinkedHashMap<>();

  static {
    SETTINGS.put(HASH, new Matches(KeyField.PATTERN, KeyField.RULE));
    SETTINGS.put(SORT, new Matches(KeyField.PATTERN, KeyField.RULE));
    SETTINGS.put(TABLE, Matches.of(DynamoDbKeys.TABLE_NAME, DynamoDbKeys.TABLE_NAME_RULE));
    SETTINGS.put(TRUNCATE, DynamoDbKeys.TRUNCATE_POLICIES);
    SETTINGS.put(UNKNOWN_SERVER, OneOf.of("fail", "follow"));
    SETTINGS.put(EPOCHS, (key, json) -> Epochs.parse(key, (String) json));
  }

  private final Map<String, String> properties = new TreeMap<>();
  private final List<String> listedTopics = new ArrayList<>();
  private final Optional<Pattern> topicPattern;

  TopicKeys(Map<String, String> all) {
    all.forEach(
        (key, value) -> {
          if (key.startsWith(PREFIX)) {
            properties.put(key, value);
          }
        });
    Arrays.stream(all.getOrDefault("topics", "").split(","))
        .map(String::trim)
        .filter(topic -> !topic.isEmpty())
        .forEach(listedTopics::add);
    topicPattern =
        Optional.ofNullable(all.get("topics.regex"))
            .filter(text -> !text.isEmpty())
            .flatMap(TopicKeys::pattern);
  }

  static String key(String topic, String setting) {
    return PREFIX + topic + "." + setting;
  }

  /** Topics that the connector names; none where it has a pattern. */
  List<String> listedTopics() {
    return listedTopics;
  }

  Optional<String> get(String topic, String setting) {
    return Optional.ofNullable(properties.get(key(topic, setting)));
  }

  /** Every broken rule by its key. */
  Map<String, String> problems() {
    Map<String, String> problems = new LinkedHashMap<>();
    properties.forEach(
        (key, value) -> {
          Optional<String> setting =
              SETTINGS.keySet().stream().filter(name -> key.endsWith("." + name)).findFirst();
          if (setting.isEmpty()) {
            problems.put(
                key,
                "`"
                    + key
                    + "` must be topic.<topic>. and one of "
                    + String.join(", ", SETTINGS.keySet())
                    + ", got: "
                    + value);
            return;
          }
          if (!isOfATopic(key, setting.get())) {
            problems.put(
                key,
                "`"
                    + key
                    + "` must be of a topic that the connector reads, which are "
                    + topicPattern
                        .map(Pattern::pattern)
                        .orElse(String.join(", ", new TreeSet<>(listedTopics)))
                    + ", got: "
                    + value);
            return;
          }
          try {
            SETTINGS.get(setting.get()).ensureValid(key, value);
          } catch (ConfigException e) {
            problems.put(key, e.getMessage());
          }
        });
    return problems;
  }

  /** A setting of a topic that is misspelt would have no effect, and nobody would notice. */
  private boolean isOfATopic(String key, String setting) {
    int end = key.length() - setting.length() - 1;
    String topic = end < PREFIX.length() ? "" : key.substring(PREFIX.length(), end);
    return topicPattern
        .map(pattern -> pattern.matcher(topic).matches())
        .orElse(listedTopics.isEmpty() || listedTopics.contains(topic));
  }

  /** What is no pattern is refused by the framework. */
  private static Optional<Pattern> pattern(String text) {
    try {
      return Optional.of(Pattern.compile(text));
    } catch (PatternSyntaxException e) {
      return Optional.empty();
    }
  }
}
