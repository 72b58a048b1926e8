package io.tributary.connect.sink;

import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/** A validator for whole numbers with a smallest value. */
public record AtLeast(long minimum) implements ConfigDef.Validator {

  @Override
  public void ensureValid(String name, Object value) {
    if (value == null || (Long) value < minimum) {
      throw new ConfigException("`" + name + "` must be at least " + minimum + ", got: " + value);
    }
  }

  @Override
  public String toString() {
    return "at least " + minimum;
  }
}
