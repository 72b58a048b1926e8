package io.tributary.connect.sink;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which of a connector's tasks one is: the framework tells it to nobody. */
public final class TaskNumber {
  /** No key of the connector's: added to what its tasks get. */
  static final String KEY = "task.number";

  private TaskNumber() {}

  /** The same configuration for every task, with its number from 0. */
  public static List<Map<String, String>> configs(Map<String, String> properties, int maxTasks) {
    List<Map<String, String>> configs = new ArrayList<>();
    for (int number = 0; number < maxTasks; number++) {
      Map<String, String> config = new HashMap<>(properties);
      config.put(KEY, Integer.toString(number));
      configs.add(Map.copyOf(config));
    }
    return configs;
  }
}
