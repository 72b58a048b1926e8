package io.tributary.connect.dynamodb;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.json.JsonConverter;

/**
 * Where a source's log began anew, so that its positions tell nothing beside the earlier ones.
 *
 * @param begins first offset of each epoch but the first, by partition; one that is not named stays
 *     in the epoch that it is in
 */
record Epochs(List<Map<Integer, Long>> begins) {
  /** One for all: each that is configured tells the log of it. */
  private static final JsonConverter JSON = schemaless();

  static final Epochs NONE = new Epochs(List.of());

  private static final int MAX_EPOCHS = 9_999;

  /**
   * @param key whose value it is
   * @param json an array of objects: `[{"0":1234}]`
   * @throws ConfigException naming the key, the rule and the value
   */
  static Epochs parse(String key, String json) {
    Epochs epochs = new Epochs(begins(key, json));
    if (epochs.begins.size() > MAX_EPOCHS) {
      throw wrong(key, "must be at most " + MAX_EPOCHS, epochs.begins.size());
    }
    Map<Integer, Long> before = new HashMap<>();
    for (Map<Integer, Long> begin : epochs.begins) {
      begin.forEach(
          (partition, offset) -> {
            if (offset < before.getOrDefault(partition, 0L)) {
              throw wrong(key, "must not fall within a partition", json);
            }
          });
      before.putAll(begin);
    }
    return epochs;
  }

  /** The last epoch that the offset has reached. */
  int of(int partition, long offset) {
    for (int epoch = begins.size(); epoch > 0; epoch--) {
      Long first = begins.get(epoch - 1).get(partition);
      if (first != null && offset >= first) {
        return epoch;
      }
    }
    return 0;
  }

  private static List<Map<Integer, Long>> begins(String key, String json) {
    try {
      List<Map<Integer, Long>> begins = new ArrayList<>();
      for (Object given : (List<?>) parsed(json)) {
        Map<Integer, Long> begin = new HashMap<>();
        ((Map<?, ?>) given)
            .forEach(
                (partition, offset) ->
                    begin.put(Integer.valueOf((String) partition), (Long) offset));
        begins.add(begin);
      }
      return begins;
    } catch (DataException | ClassCastException | NullPointerException | NumberFormatException e) {
      throw wrong(
          key, "must be an array of first offsets by partition such as [{\"0\":1234}]", json);
    }
  }

  /** JSON as lists, maps and values. */
  static Object parsed(String json) {
    return JSON.toConnectData("", json.getBytes(StandardCharsets.UTF_8)).value();
  }

  private static JsonConverter schemaless() {
    JsonConverter converter = new JsonConverter();
    converter.configure(Map.of("schemas.enable", "false"), false);
    return converter;
  }

  private static ConfigException wrong(String key, String rule, Object got) {
    return new ConfigException("`" + key + "` " + rule + ", got: " + got);
  }
}
