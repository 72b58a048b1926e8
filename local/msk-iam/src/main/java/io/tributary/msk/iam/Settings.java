package io.tributary.msk.iam;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigException;

/** The broker's configuration keys that are read here. */
final class Settings {

  /** Path of the policy file. */
  static final String POLICIES = "tributary.msk.iam.policies";

  /** Path of the usage record. */
  static final String USAGE = "tributary.msk.iam.usage";

  /** Names of listeners, with commas, on which an unauthenticated principal may do everything. */
  static final String EXEMPT_LISTENERS = "tributary.msk.iam.exempt.listeners";

  /** Different uses of one state of the policies that are recorded at most. */
  static final int MOST_USES = 100_000;

  /** By policy file: broker, controller and each connection's SASL server see one state. */
  private static final Map<Path, Access> SHARED = new HashMap<>();

  private Settings() {}

  /**
   * @param configs the broker's configuration
   * @return what decides by the policy file that it names, one for the whole JVM; open until the
   *     JVM ends
   * @throws ConfigException naming the key, if one is missing, the policy file can't be used, or
   *     the usage record can't be written or is another than the file has already
   */
  static Access access(Map<String, ?> configs) {
    var policies = path(configs, POLICIES);
    var usage = path(configs, USAGE);
    synchronized (SHARED) {
      var access = SHARED.get(policies);
      if (access == null) {
        access = open(policies, usage);
        SHARED.put(policies, access);
      }
      if (!access.usage().file().equals(usage)) {
        throw new ConfigException(
            USAGE, usage, "must be the one that " + POLICIES + " is used with in this JVM");
      }
      return access;
    }
  }

  /**
   * @return the listeners of {@link #EXEMPT_LISTENERS} in upper case, as Kafka names them; it may
   *     be empty, but not missing
   */
  static Set<String> exemptListeners(Map<String, ?> configs) {
    return Arrays.stream(required(configs, EXEMPT_LISTENERS).split(","))
        .map(name -> name.trim().toUpperCase(Locale.ROOT))
        .filter(name -> !name.isEmpty())
        .collect(Collectors.toUnmodifiableSet());
  }

  private static Access open(Path policies, Path usage) {
    PolicyStore store;
    try {
      store = new PolicyStore(policies, System::nanoTime);
    } catch (IllegalArgumentException e) {
      throw new ConfigException(POLICIES, policies, e.getMessage());
    }
    try {
      return new Access(store, new UsageRecord(usage, MOST_USES), System::nanoTime);
    } catch (IOException e) {
      throw new ConfigException(USAGE, usage, "must be a file that can be written: " + e);
    }
  }

  private static Path path(Map<String, ?> configs, String key) {
    var text = required(configs, key);
    if (text.isBlank()) {
      throw new ConfigException(key, text, "must be the path of a file");
    }
    return Path.of(text).toAbsolutePath().normalize();
  }

  private static String required(Map<String, ?> configs, String key) {
    var value = configs.get(key);
    if (value == null) {
      throw new ConfigException("Missing required configuration `" + key + "`");
    }
    return value.toString();
  }
}
