package io.tributary.connect.config;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

/** Reads a secret's text. No message and no cause of an error holds any part of that text. */
final class FlatJson {

  private FlatJson() {}

  /**
   * @return every key of the object with its value as text; numbers and booleans as they are
   *     written
   * @throws ConfigException if the text is not one JSON object of strings, numbers and booleans
   */
  static Map<String, String> parse(String secretName, String text) {
    var values = new LinkedHashMap<String, String>();
    parseObject(secretName, text)
        .forEach((key, node) -> values.put(key, scalar(secretName, key, node)));
    return values;
  }

  private static Map<String, JsonNode> parseObject(String secretName, String text) {
    JsonNode node;
    try {
      node = JsonNode.parser().parse(text);
    } catch (RuntimeException e) {
      // The parser quotes the text around an error: the cause is dropped on purpose.
      throw notAnObject(secretName, "text that is not JSON");
    }
    if (!node.isObject()) {
      throw notAnObject(secretName, "a JSON " + kind(node));
    }
    return node.asObject();
  }

  private static String scalar(String secretName, String key, JsonNode node) {
    if (node.isString()) {
      return node.asString();
    }
    if (node.isNumber()) {
      return node.asNumber();
    }
    if (node.isBoolean()) {
      return Boolean.toString(node.asBoolean());
    }
    throw new ConfigException(
        String.format(
            "Secret `%s` must be a flat JSON object, but its key `%s` holds %s",
            secretName, key, node.isNull() ? "null" : "an " + kind(node)));
  }

  private static ConfigException notAnObject(String secretName, String found) {
    return new ConfigException(
        String.format("Secret `%s` must be a flat JSON object, but it is %s", secretName, found));
  }

  private static String kind(JsonNode node) {
    if (node.isArray()) {
      return "array";
    }
    if (node.isObject()) {
      return "object";
    }
    return node.isNull() ? "null" : "scalar";
  }
}
