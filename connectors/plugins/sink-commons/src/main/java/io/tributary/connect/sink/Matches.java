package io.tributary.connect.sink;

import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/**
 * A validator that says its rule in words instead of as a pattern.
 *
 * @param pattern what the whole value must match
 * @param rule completes the sentence "`key` …"
 */
public record Matches(Pattern pattern, String rule) implements ConfigDef.Validator {

  public static Matches of(String pattern, String rule) {
    return new Matches(Pattern.compile(pattern), rule);
  }

  @Override
  public void ensureValid(String name, Object value) {
    if (value == null || !pattern.matcher((String) value).matches()) {
      throw new ConfigException("`" + name + "` " + rule + ", got: " + value);
    }
  }

  @Override
  public String toString() {
    return rule;
  }
}
