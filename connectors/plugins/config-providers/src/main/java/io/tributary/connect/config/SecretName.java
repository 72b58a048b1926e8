package io.tributary.connect.config;

import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigException;

/** What may stand between the colons of {@code ${secretsmanager:<secret name>:<key>}}. */
final class SecretName {

  private static final Pattern LEGAL = Pattern.compile("[A-Za-z0-9/_+=.@-]{1,512}");

  private SecretName() {}

  /**
   * @throws ConfigException if the text is not the name of a secret, saying what to write instead
   */
  static void require(String path) {
    if (path == null || path.isEmpty()) {
      throw new ConfigException(
          "A reference names no secret; write ${secretsmanager:<secret name>:<key>}");
    }
    if (path.equals("arn") || path.startsWith("arn:")) {
      throw new ConfigException(
          "A secret must be referred to by its name, not by its ARN: Kafka Connect ends the name at"
              + " the first `:`, so of the ARN only `arn` is left");
    }
    if (path.contains("?")) {
      throw new ConfigException(
          String.format(
              "Secret name `%s` carries an option, but there is none: a value never expires, it is"
                  + " read again when the connector restarts",
              path));
    }
    if (!LEGAL.matcher(path).matches()) {
      throw new ConfigException(
          String.format(
              "Secret name `%s` must be 1 to 512 letters, digits and /_+=.@- characters", path));
    }
  }
}
