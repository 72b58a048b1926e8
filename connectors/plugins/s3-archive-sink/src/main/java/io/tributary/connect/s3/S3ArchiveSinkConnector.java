package io.tributary.connect.s3;

import io.tributary.connect.s3.config.S3ArchiveConfig;
import io.tributary.connect.s3.store.S3Clients;
import io.tributary.connect.sink.PluginVersion;
import io.tributary.connect.sink.TaskNumber;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.sink.SinkConnector;

/** Archives topics in S3: each record once, in objects that rotate by count, size or time. */
public final class S3ArchiveSinkConnector extends SinkConnector {
  private Map<String, String> properties;

  @Override
  public String version() {
    return PluginVersion.of(S3ArchiveSinkConnector.class);
  }

  @Override
  public ConfigDef config() {
    return S3ArchiveConfig.definition();
  }

  @Override
  public Config validate(Map<String, String> connectorConfigs) {
    return S3ArchiveConfig.withCrossRules(super.validate(connectorConfigs));
  }

  @Override
  public void start(Map<String, String> connectorConfigs) {
    properties = Map.copyOf(new S3ArchiveConfig(connectorConfigs).originalsStrings());
  }

  @Override
  public Class<? extends Task> taskClass() {
    return S3ArchiveSinkTask.class;
  }

  @Override
  public List<Map<String, String>> taskConfigs(int maxTasks) {
    return TaskNumber.configs(properties, maxTasks);
  }

  @Override
  public boolean alterOffsets(
      Map<String, String> connectorConfig, Map<TopicPartition, Long> offsets) {
    S3ArchiveConfig config = new S3ArchiveConfig(connectorConfig);
    try (var s3 = S3Clients.create(config)) {
      new OffsetResetGuard(config, s3).check(offsets);
    }
    return true;
  }

  @Override
  public void stop() {}
}
