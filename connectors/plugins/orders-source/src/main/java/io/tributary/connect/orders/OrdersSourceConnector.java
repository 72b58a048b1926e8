package io.tributary.connect.orders;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.apache.kafka.connect.source.SourceConnector;

/** Writes made-up orders to a topic, at a rate and the same ones for the same seed. */
public final class OrdersSourceConnector extends SourceConnector {
  private Map<String, String> properties;

  @Override
  public String version() {
    return PluginVersion.get();
  }

  @Override
  public ConfigDef config() {
    return OrdersSourceConfig.definition();
  }

  @Override
  public void start(Map<String, String> connectorConfigs) {
    properties = Map.copyOf(new OrdersSourceConfig(connectorConfigs).originalsStrings());
  }

  @Override
  public Class<? extends Task> taskClass() {
    return OrdersSourceTask.class;
  }

  /** No more than there are lanes. */
  @Override
  public List<Map<String, String>> taskConfigs(int maxTasks) {
    int tasks = Math.min(maxTasks, Lane.COUNT);
    return IntStream.range(0, tasks).mapToObj(task -> taskConfig(task, tasks)).toList();
  }

  @Override
  public ExactlyOnceSupport exactlyOnceSupport(Map<String, String> connectorConfig) {
    return ExactlyOnceSupport.SUPPORTED;
  }

  @Override
  public void stop() {}

  private Map<String, String> taskConfig(int task, int tasks) {
    Map<String, String> config = new HashMap<>(properties);
    config.put(OrdersSourceTask.TASK, Integer.toString(task));
    config.put(OrdersSourceTask.TASKS, Integer.toString(tasks));
    return config;
  }
}
