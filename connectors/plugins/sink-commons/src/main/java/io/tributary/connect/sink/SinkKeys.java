package io.tributary.connect.sink;

import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef.Importance;

/** Keys that every sink has, and what they become. */
public final class SinkKeys {
  public static final String CALL_BUDGET = "call.budget.ms";
  public static final String RETRY_BACKOFF = "retry.backoff.ms";
  public static final String RETRY_MAX_BACKOFF = "retry.max.backoff.ms";
  public static final String RETRY_TIMEOUT = "retry.timeout.ms";
  public static final String METRICS_INTERVAL = "metrics.interval.ms";

  /** Where the framework's default for `max.poll.interval.ms` is 300,000. */
  private static final long CALL_BUDGET_MILLIS = 60_000;

  private SinkKeys() {}

  /**
   * Adds the groups Retry and Monitoring.
   *
   * @param store whom requests go to, for the documentation: S3
   */
  public static ConfigKeys addTo(ConfigKeys keys, String store) {
    return keys.group("Retry")
        .number(
            RETRY_BACKOFF,
            200,
            1,
            Importance.LOW,
            "Milliseconds before the first retry of a request to "
                + store
                + "; doubled for each further one, drawn from its upper half.")
        .number(
            RETRY_MAX_BACKOFF,
            10_000,
            1,
            Importance.LOW,
            "Longest pause in milliseconds between two attempts.")
        .number(
            RETRY_TIMEOUT,
            180_000,
            1,
            Importance.MEDIUM,
            "Milliseconds after the first of a row of failures at which the task gives up and fails. Whatever is"
                + " achieved meanwhile ends the row.")
        .number(
            CALL_BUDGET,
            CALL_BUDGET_MILLIS,
            1,
            Importance.LOW,
            "Milliseconds after which a call of the framework begins no further request: the rest is left for the next"
                + " call. With the time of one request it must stay below max.poll.interval.ms.")
        .group("Monitoring")
        .number(
            METRICS_INTERVAL,
            60_000,
            100,
            Importance.LOW,
            "Milliseconds between two log lines with the task's counters.");
  }

  /** The rules between them. */
  public static CrossRules rules() {
    return new CrossRules()
        .atMost(RETRY_BACKOFF, RETRY_MAX_BACKOFF)
        .atMost(RETRY_MAX_BACKOFF, RETRY_TIMEOUT);
  }

  public static Backoff backoff(AbstractConfig config) {
    return new Backoff(
        config.getLong(RETRY_BACKOFF),
        config.getLong(RETRY_MAX_BACKOFF),
        config.getLong(RETRY_TIMEOUT));
  }
}
