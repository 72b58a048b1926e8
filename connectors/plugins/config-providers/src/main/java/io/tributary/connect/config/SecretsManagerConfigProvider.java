package io.tributary.connect.config;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.ConfigData;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.provider.ConfigProvider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/**
 * Resolves {@code ${secretsmanager:<secret name>:<key>}} from AWS Secrets Manager. The secret is a
 * flat JSON object and is referred to by name, never by ARN.
 *
 * <p>Every resolution reads the secret's current version; nothing is cached and no time to live is
 * reported, so a rotated secret takes effect when the connector or its task is restarted, and never
 * restarts it by itself.
 */
public final class SecretsManagerConfigProvider implements ConfigProvider {

  private static final Logger log = LoggerFactory.getLogger(SecretsManagerConfigProvider.class);

  static final String REGION = "region";
  static final String TIMEOUT_MS = "timeout.ms";

  private static final ConfigDef PARAMS =
      new ConfigDef()
          .define(
              REGION,
              Type.STRING,
              null,
              Importance.HIGH,
              "Region of the secrets, for example us-east-1. Without it the AWS SDK's own search"
                  + " decides (AWS_REGION, then profile, then instance metadata).")
          .define(
              TIMEOUT_MS,
              Type.LONG,
              30_000L,
              Range.atLeast(1_000L),
              Importance.LOW,
              "How long reading one secret may take, retries included, in milliseconds.");

  private SecretReader reader;

  @Override
  public void configure(Map<String, ?> params) {
    var checked = new ProviderParams("secretsmanager", PARAMS, params);
    var timeout = Duration.ofMillis(checked.getLong(TIMEOUT_MS));
    reader = new SecretReader(client(checked.getString(REGION), timeout), timeout);
  }

  /**
   * @param path name of the secret
   * @return every key of the secret
   * @throws ConfigException if the secret can't be read or is not a flat JSON object
   */
  @Override
  public ConfigData get(String path) {
    return new ConfigData(read(path));
  }

  /**
   * @param path name of the secret
   * @param keys keys that must exist in it
   * @return these keys, and no other
   * @throws ConfigException if the secret can't be read, is not a flat JSON object or lacks a key
   */
  @Override
  public ConfigData get(String path, Set<String> keys) {
    var values = read(path);
    var selected = new LinkedHashMap<String, String>();
    for (var key : keys) {
      if (!values.containsKey(key)) {
        throw new ConfigException(
            String.format(
                "Secret `%s` has no key `%s`; it has: %s",
                path, key, String.join(", ", values.keySet())));
      }
      selected.put(key, values.get(key));
    }
    return new ConfigData(selected);
  }

  @Override
  public void close() {
    if (reader != null) {
      reader.close();
    }
  }

  private Map<String, String> read(String path) {
    SecretName.require(path);
    var values = FlatJson.parse(path, reader.read(path));
    log.debug("Read secret {} with keys {}", path, values.keySet());
    return values;
  }

  private static SecretsManagerClient client(String region, Duration timeout) {
    var builder =
        SecretsManagerClient.builder()
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .overrideConfiguration(override -> override.apiCallTimeout(timeout));
    if (region != null) {
      builder.region(region(region));
    }
    try {
      return builder.build();
    } catch (SdkClientException e) {
      throw Failure.because(
          e,
          "Parameter `region` of config provider `secretsmanager` is not set, and the"
              + " environment names no region either");
    }
  }

  private static Region region(String name) {
    // A misspelt region would otherwise only show as a host name that does not resolve.
    if (!name.matches("[a-z]{2,}(-[a-z]+)+-\\d")) {
      throw new ConfigException(REGION, name, "must be a region such as us-east-1");
    }
    return Region.of(name);
  }
}
