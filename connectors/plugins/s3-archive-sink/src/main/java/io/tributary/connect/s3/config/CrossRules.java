package io.tributary.connect.s3.config;

import java.util.LinkedHashMap;
import java.util.Map;

/** Rules that hold between keys. */
final class CrossRules {
  private CrossRules() {}

  /**
   * What is wrong, by the key to blame; empty when all is well. Values that did not parse are left
   * to their own rule.
   */
  static Map<String, String> broken(Map<String, ?> values) {
    Map<String, String> broken = new LinkedHashMap<>();
    atMost(values, ArchiveKeys.RETRY_BACKOFF, ArchiveKeys.RETRY_MAX_BACKOFF, broken);
    atMost(values, ArchiveKeys.RETRY_MAX_BACKOFF, ArchiveKeys.RETRY_TIMEOUT, broken);
    if ("none".equals(values.get(ArchiveKeys.COMPRESSION))) {
      // Without compression an object takes as much memory as it has bytes, and would never reach
      // its size.
      atMost(values, ArchiveKeys.ROTATE_BYTES, ArchiveKeys.BUFFER_MEMORY, broken);
    }
    return broken;
  }

  private static void atMost(
      Map<String, ?> values, String key, String limitKey, Map<String, String> broken) {
    if (values.get(key) instanceof Long value
        && values.get(limitKey) instanceof Long limit
        && value > limit) {
      broken.put(
          key, "`" + key + "` must not exceed `" + limitKey + "` (" + limit + "), got: " + value);
    }
  }
}
