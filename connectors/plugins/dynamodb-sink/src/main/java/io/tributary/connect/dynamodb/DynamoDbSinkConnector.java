package io.tributary.connect.dynamodb;

import io.tributary.connect.sink.PluginVersion;
import io.tributary.connect.sink.TaskNumber;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.sink.SinkConnector;

/** Keeps the newest state of every row as an item, whatever order or how often records come. */
public final class DynamoDbSinkConnector extends SinkConnector {
  private Map<String, String> properties;

  @Override
  public String version() {
    return PluginVersion.of(DynamoDbSinkConnector.class);
  }

  @Override
  public ConfigDef config() {
    return DynamoDbSinkConfig.definition();
  }

  @Override
  public Config validate(Map<String, String> connectorConfigs) {
    return DynamoDbSinkConfig.withCrossRules(super.validate(connectorConfigs), connectorConfigs);
  }

  @Override
  public void start(Map<String, String> connectorConfigs) {
    properties = Map.copyOf(new DynamoDbSinkConfig(connectorConfigs).originalsStrings());
  }

  @Override
  public Class<? extends Task> taskClass() {
    return DynamoDbSinkTask.class;
  }

  @Override
  public List<Map<String, String>> taskConfigs(int maxTasks) {
    return TaskNumber.configs(properties, maxTasks);
  }

  /** Records that come again change nothing, so offsets may be any. */
  @Override
  public boolean alterOffsets(
      Map<String, String> connectorConfig, Map<TopicPartition, Long> offsets) {
    return true;
  }

  @Override
  public void stop() {}
}
