package io.tributary.connect.config;

import java.util.Map;
import java.util.TreeSet;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/** Parameters of a provider, checked against their definition; an unknown one is an error. */
final class ProviderParams extends AbstractConfig {

  /**
   * @param provider name of the provider as it stands in messages
   * @param params what follows {@code config.providers.<provider>.param.} in the worker's
   *     properties
   * @throws ConfigException if a parameter is unknown or breaks its definition
   */
  ProviderParams(String provider, ConfigDef definition, Map<String, ?> params) {
    super(definition, requireKnown(provider, definition, params), false);
  }

  private static Map<String, ?> requireKnown(
      String provider, ConfigDef definition, Map<String, ?> params) {
    var unknown = new TreeSet<String>(params.keySet());
    unknown.removeAll(definition.names());
    if (!unknown.isEmpty()) {
      throw new ConfigException(
          String.format(
              "Config provider `%s` has no parameter `%s`; it has: %s",
              provider, unknown.first(), String.join(", ", new TreeSet<>(definition.names()))));
    }
    return params;
  }
}
