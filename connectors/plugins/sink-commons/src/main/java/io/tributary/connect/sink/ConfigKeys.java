package io.tributary.connect.sink;

import static org.apache.kafka.common.config.ConfigDef.NO_DEFAULT_VALUE;

import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Validator;
import org.apache.kafka.common.config.ConfigDef.Width;

/** Collects a connector's keys in the order of a form: group by group. */
public final class ConfigKeys {
  private final ConfigDef definition = new ConfigDef();
  private String group;
  private int order;

  /** The keys that follow belong together under this name. */
  public ConfigKeys group(String name) {
    group = name;
    order = 0;
    return this;
  }

  public ConfigKeys requiredText(
      String key, Validator rule, Importance importance, String documentation) {
    return define(key, Type.STRING, NO_DEFAULT_VALUE, rule, importance, documentation);
  }

  public ConfigKeys text(
      String key, String fallback, Validator rule, Importance importance, String documentation) {
    return define(key, Type.STRING, fallback, rule, importance, documentation);
  }

  /** A whole number of at least `minimum`. */
  public ConfigKeys number(
      String key, long fallback, long minimum, Importance importance, String documentation) {
    return define(key, Type.LONG, fallback, new AtLeast(minimum), importance, documentation);
  }

  public ConfigDef definition() {
    return new ConfigDef(definition);
  }

  private ConfigKeys define(
      String key,
      Type type,
      Object fallback,
      Validator rule,
      Importance importance,
      String documentation) {
    definition.define(
        key, type, fallback, rule, importance, documentation, group, order++, Width.MEDIUM, key);
    return this;
  }
}
