package io.tributary.connect.orders;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.apache.kafka.connect.storage.OffsetStorageReader;

/**
 * The connector with its tasks, as a worker runs them: offsets are kept from one start to the next.
 */
final class SimulatedSource {
  private final ManualTicker ticker = new ManualTicker();
  private final Map<Map<String, ?>, Map<String, ?>> offsets = new HashMap<>();
  private final List<OrdersSourceTask> tasks = new ArrayList<>();

  static Map<String, String> config(String... pairs) {
    Map<String, String> config = new HashMap<>(Map.of("topic", "orders"));
    for (int i = 0; i < pairs.length; i += 2) {
      config.put(pairs[i], pairs[i + 1]);
    }
    return config;
  }

  ManualTicker ticker() {
    return ticker;
  }

  /** Starts anew, where the offsets are. */
  SimulatedSource start(int maxTasks, Map<String, String> config) {
    OrdersSourceConnector connector = new OrdersSourceConnector();
    connector.start(config);
    tasks.forEach(OrdersSourceTask::stop);
    tasks.clear();
    for (Map<String, String> properties : connector.taskConfigs(maxTasks)) {
      OrdersSourceTask task = new OrdersSourceTask(ticker);
      task.initialize(new Context());
      task.start(properties);
      tasks.add(task);
    }
    return this;
  }

  int tasks() {
    return tasks.size();
  }

  /** One poll of a task; what it yields is acknowledged. */
  List<SourceRecord> poll(int task) {
    try {
      List<SourceRecord> batch = tasks.get(task).poll();
      if (batch == null) {
        return List.of();
      }
      batch.forEach(record -> offsets.put(record.sourcePartition(), record.sourceOffset()));
      return batch;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Polls all tasks in turn until each had so many polls. */
  List<SourceRecord> pollAll(int polls) {
    List<SourceRecord> found = new ArrayList<>();
    for (int i = 0; i < polls; i++) {
      for (int task = 0; task < tasks.size(); task++) {
        found.addAll(poll(task));
      }
    }
    return found;
  }

  /** As {@link #pollAll}, a second apart. */
  List<SourceRecord> pollForSeconds(int seconds) {
    List<SourceRecord> found = new ArrayList<>();
    for (int i = 0; i < seconds; i++) {
      ticker.advance(1_000);
      found.addAll(pollAll(1));
    }
    return found;
  }

  static List<Long> ids(Collection<SourceRecord> records) {
    return records.stream().map(record -> Long.parseLong((String) record.key())).toList();
  }

  private final class Context implements SourceTaskContext {
    @Override
    public Map<String, String> configs() {
      return Map.of();
    }

    @Override
    public OffsetStorageReader offsetStorageReader() {
      return new Reader();
    }
  }

  private final class Reader implements OffsetStorageReader {
    @Override
    public <T> Map<String, Object> offset(Map<String, T> partition) {
      Map<String, ?> found = offsets.get(partition);
      return found == null ? null : new HashMap<>(found);
    }

    @Override
    public <T> Map<Map<String, T>, Map<String, Object>> offsets(
        Collection<Map<String, T>> partitions) {
      throw new UnsupportedOperationException();
    }
  }
}
