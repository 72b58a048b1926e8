package io.tributary.connect.sink;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;

/**
 * Rules that hold between keys. Values that did not parse are left to their own rule: a rule sees
 * null for them, and has nothing to say.
 */
public final class CrossRules {
  private record Rule(String key, Function<Map<String, ?>, Optional<String>> broken) {}

  private final List<Rule> rules = new ArrayList<>();

  /** The number of one key must not exceed that of the other. */
  public CrossRules atMost(String key, String limitKey) {
    return atMost(key, limitKey, values -> true);
  }

  /** The same where the condition holds of all values. */
  public CrossRules atMost(String key, String limitKey, Predicate<Map<String, ?>> condition) {
    return rule(
        key,
        values ->
            condition.test(values)
                    && values.get(key) instanceof Long value
                    && values.get(limitKey) instanceof Long limit
                    && value > limit
                ? Optional.of("must not exceed `" + limitKey + "` (" + limit + ")")
                : Optional.empty());
  }

  /**
   * @param key whom to blame
   * @param broken completes "`key` …, got: value" where the values break the rule
   */
  public CrossRules rule(String key, Function<Map<String, ?>, Optional<String>> broken) {
    rules.add(new Rule(key, broken));
    return this;
  }

  /**
   * @throws ConfigException naming the key, the rule and the value, for the first rule broken
   */
  public void check(Map<String, ?> values) {
    broken(values)
        .values()
        .forEach(
            message -> {
              throw new ConfigException(message);
            });
  }

  /** Adds what is broken to the outcome of the rules for single keys. */
  public Config addTo(Config validated) {
    Map<String, Object> values = new HashMap<>();
    validated.configValues().forEach(value -> values.put(value.name(), value.value()));
    Map<String, String> broken = broken(values);
    for (ConfigValue value : validated.configValues()) {
      if (broken.containsKey(value.name())) {
        value.addErrorMessage(broken.get(value.name()));
      }
    }
    return validated;
  }

  private Map<String, String> broken(Map<String, ?> values) {
    Map<String, String> broken = new LinkedHashMap<>();
    for (Rule rule : rules) {
      rule.broken()
          .apply(values)
          .ifPresent(
              words ->
                  broken.putIfAbsent(
                      rule.key(),
                      "`" + rule.key() + "` " + words + ", got: " + values.get(rule.key())));
    }
    return broken;
  }
}
