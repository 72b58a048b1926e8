package io.tributary.connect.sink;

import java.util.List;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/** A validator and recommender for a closed list of words. */
public record OneOf(List<String> words) implements ConfigDef.Validator {

  public static OneOf of(String... words) {
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
