package io.tributary.connect.s3.config;

import io.tributary.connect.sink.Backoff;
import io.tributary.connect.sink.CrossRules;
import io.tributary.connect.sink.SinkKeys;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/** The connector's configuration, typed. */
public final class S3ArchiveConfig extends AbstractConfig {
  private static final ConfigDef DEFINITION = ArchiveKeys.definition();
  private static final CrossRules RULES = ArchiveKeys.rules();

  /**
   * @throws ConfigException naming the key, the rule and the value, for the first rule broken
   */
  public S3ArchiveConfig(Map<String, String> properties) {
    super(DEFINITION, properties, false);
    RULES.check(values());
  }

  public static ConfigDef definition() {
    return new ConfigDef(DEFINITION);
  }

  /** Adds the rules between keys to the outcome of the rules for single keys. */
  public static Config withCrossRules(Config validated) {
    return RULES.addTo(validated);
  }

  public String bucket() {
    return getString(ArchiveKeys.BUCKET);
  }

  public String region() {
    return getString(ArchiveKeys.REGION);
  }

  /** Empty for the SDK's own choice. */
  public String endpoint() {
    return getString(ArchiveKeys.ENDPOINT);
  }

  /** As S3 writes it; empty for S3's standard one. */
  public Optional<String> storageClass() {
    return Optional.of(getString(ArchiveKeys.STORAGE_CLASS))
        .filter(name -> !name.equals("STANDARD"));
  }

  /** As S3 writes it; empty for the bucket's own. */
  public Optional<String> encryption() {
    return Optional.of(getString(ArchiveKeys.ENCRYPTION)).filter(name -> !name.equals("none"));
  }

  /** Empty for the key that AWS keeps for S3, and without KMS. */
  public Optional<String> kmsKeyId() {
    return Optional.of(getString(ArchiveKeys.KMS_KEY)).filter(id -> !id.isEmpty());
  }

  /** Without slashes at its ends; empty for the bucket's root. */
  public String prefix() {
    return getString(ArchiveKeys.PREFIX);
  }

  public long requestTimeoutMillis() {
    return getLong(ArchiveKeys.REQUEST_TIMEOUT);
  }

  public ObjectFormat format() {
    return ObjectFormat.of(getString(ArchiveKeys.FORMAT));
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

  public GapPolicy gaps() {
    return GapPolicy.of(getString(ArchiveKeys.GAPS));
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
    return SinkKeys.backoff(this);
  }

  public long callBudgetMillis() {
    return getLong(SinkKeys.CALL_BUDGET);
  }

  public long metricsIntervalMillis() {
    return getLong(SinkKeys.METRICS_INTERVAL);
  }
}
