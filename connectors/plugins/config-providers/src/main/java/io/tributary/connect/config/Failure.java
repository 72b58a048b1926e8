package io.tributary.connect.config;

import org.apache.kafka.common.config.ConfigException;

/** Kafka's ConfigException takes no cause; this gives it one. */
final class Failure {

  private Failure() {}

  static ConfigException because(Throwable cause, String format, Object... arguments) {
    var failure = new ConfigException(String.format(format, arguments));
    failure.initCause(cause);
    return failure;
  }
}
