package io.tributary.connect.orders;

import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigException;

/** The connector's configuration, typed. */
final class OrdersSourceConfig extends AbstractConfig {
  static final String TOPIC = "topic";
  static final String SEED = "seed";
  static final String RATE = "rate.per.second";
  static final String COUNT = "count";
  static final String START_TIME = "start.time.ms";
  static final String WITH_SCHEMA = "with.schema";

  /** No count. */
  static final long ENDLESS = -1;

  private static final String GROUP = "Orders";
  private static final ConfigDef DEFINITION =
      new ConfigDef()
          .define(
              TOPIC,
              Type.STRING,
              ConfigDef.NO_DEFAULT_VALUE,
              new Rule(
                  "must be up to 249 letters, digits, dots, _ or -",
                  value -> ((String) value).matches("[A-Za-z0-9._-]{1,249}")),
              Importance.HIGH,
              "Topic that orders are written to.",
              GROUP,
              0,
              Width.MEDIUM,
              TOPIC)
          .define(
              SEED,
              Type.LONG,
              1L,
              new Rule("must be a whole number", value -> true),
              Importance.MEDIUM,
              "What all of an order but its id follows from: the same seed gives the same orders.",
              GROUP,
              1,
              Width.MEDIUM,
              SEED)
          .define(
              RATE,
              Type.DOUBLE,
              1.0,
              new Rule(
                  "must be above 0 and at most 1000000",
                  value -> (Double) value > 0 && (Double) value <= 1_000_000),
              Importance.HIGH,
              "Orders a second, of all tasks together. Fractions are fine: 0.1 is one in ten seconds.",
              GROUP,
              2,
              Width.MEDIUM,
              RATE)
          .define(
              COUNT,
              Type.LONG,
              ENDLESS,
              new Rule("must be at least 0, or -1 for no end", value -> (Long) value >= ENDLESS),
              Importance.MEDIUM,
              "Orders in all, of all tasks together and however often they are started; -1 for no end.",
              GROUP,
              3,
              Width.MEDIUM,
              COUNT)
          .define(
              START_TIME,
              Type.LONG,
              1_487_715_775_521L,
              new Rule("must be at least 0", value -> (Long) value >= 0),
              Importance.LOW,
              "Time of order 0, in milliseconds since 1970. Each further order is a second later.",
              GROUP,
              4,
              Width.MEDIUM,
              START_TIME)
          .define(
              WITH_SCHEMA,
              Type.BOOLEAN,
              false,
              new Rule("must be true or false", value -> true),
              Importance.MEDIUM,
              "Whether values are structs with a schema, or maps without.",
              GROUP,
              5,
              Width.MEDIUM,
              WITH_SCHEMA);

  /**
   * @throws ConfigException naming the key, the rule and the value, for the first rule broken
   */
  OrdersSourceConfig(Map<String, String> properties) {
    super(DEFINITION, properties, false);
  }

  static ConfigDef definition() {
    return new ConfigDef(DEFINITION);
  }

  String topic() {
    return getString(TOPIC);
  }

  /** Orders a second, of all tasks together. */
  double rate() {
    return getDouble(RATE);
  }

  /** Orders in all; {@link #ENDLESS} for no end. */
  long count() {
    return getLong(COUNT);
  }

  boolean withSchema() {
    return getBoolean(WITH_SCHEMA);
  }

  Orders orders() {
    return new Orders(getLong(SEED), getLong(START_TIME));
  }

  /**
   * A validator that says its rule in words.
   *
   * @param rule completes the sentence "`key` …"
   */
  private record Rule(String rule, Predicate<Object> holds) implements ConfigDef.Validator {
    @Override
    public void ensureValid(String name, Object value) {
      if (value == null || !holds.test(value)) {
        throw new ConfigException("`" + name + "` " + rule + ", got: " + value);
      }
    }

    @Override
    public String toString() {
      return rule;
    }
  }
}
