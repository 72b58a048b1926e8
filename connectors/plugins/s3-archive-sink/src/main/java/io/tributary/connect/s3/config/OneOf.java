package io.tributary.connect.s3.config;

import java.util.List;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/** A validator and recommender for a closed list of words. */
record OneOf(List<String> words) implements ConfigDef.Validator {

  static OneOf of(String... words) {
    return new OneOf(List.of(words));
  }

  @Override
  public void ensureValid(String name, Object value) {
    if (value == null || !words.contains(value)) {
      throw new ConfigException(
          "`" + name + "` must be one of " + String.join(", ", words) + ", got: " + value);
    }
  }

  @Override
  public String toString() {
    return "one of " + String.join(", ", words);
  }
}
