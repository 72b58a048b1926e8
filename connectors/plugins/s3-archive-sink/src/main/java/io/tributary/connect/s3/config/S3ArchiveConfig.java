package io.tributary.connect.s3.config;

import io.tributary.connect.s3.retry.Backoff;
import io.tributary.connect.s3.rotation.RotationLimits;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;

/** The connector's configuration, typed. */
public final class S3ArchiveConfig extends AbstractConfig {
  private static final ConfigDef DEFINITION = ArchiveKeys.definition();

  /**
   * @throws ConfigException naming the key, the rule and the value, for the first rule broken
   */
  public S3ArchiveConfig(Map<String, String> properties) {
    super(DEFINITION, properties, false);
    CrossRules.broken(values())
        .values()
        .forEach(
            message -> {
              throw new ConfigException(message);
            });
  }

  public static ConfigDef definition() {
    return new ConfigDef(DEFINITION);
  }

  /** Adds the rules between keys to the outcome of the rules for single keys. */
  public static Config withCrossRules(Config validated) {
    Map<String, Object> values = new HashMap<>();
    validated.configValues().forEach(value -> values.put(value.name(), value.value()));
    Map<String, String> broken = CrossRules.broken(values);
    for (ConfigValue value : validated.configValues()) {
      if (broken.containsKey(value.name())) {
        value.addErrorMessage(broken.get(value.name()));
      }
    }
    return validated;
  }

  public String bucket() {
    return getString(ArchiveKeys.BUCKET);
  }

  public String region() {
    return getString(ArchiveKeys.REGION);
  }

  /** Without slashes at its ends; empty for the bucket's root. */
  public String prefix() {
    return getString(ArchiveKeys.PREFIX);
  }

  public long requestTimeoutMillis() {
    return getLong(ArchiveKeys.REQUEST_TIMEOUT);
  }

  public String format() {
    return getString(ArchiveKeys.FORMAT);
  }

  public RowContent content() {
    return RowContent.of(getString(ArchiveKeys.CONTENT));
  }

  public Compression compression() {
    return Compression.of(getString(ArchiveKeys.COMPRESSION));
  }

  public TombstonePolicy tombstones() {
    return TombstonePolicy.of(getString(ArchiveKeys.TOMBSTONES));
  }

  public RotationLimits rotation() {
    return new RotationLimits(
        getLong(ArchiveKeys.ROTATE_RECORDS),
        getLong(ArchiveKeys.ROTATE_BYTES),
        getLong(ArchiveKeys.ROTATE_INTERVAL));
  }

  public long bufferMemoryBytes() {
    return getLong(ArchiveKeys.BUFFER_MEMORY);
  }

  public Backoff backoff() {
    return new Backoff(
        getLong(ArchiveKeys.RETRY_BACKOFF),
        getLong(ArchiveKeys.RETRY_MAX_BACKOFF),
        getLong(ArchiveKeys.RETRY_TIMEOUT));
  }

  public long metricsIntervalMillis() {
    return getLong(ArchiveKeys.METRICS_INTERVAL);
  }
}
