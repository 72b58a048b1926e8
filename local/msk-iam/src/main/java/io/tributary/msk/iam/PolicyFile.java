package io.tributary.msk.iam;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tributary.msk.iam.policy.Policy;
import io.tributary.msk.iam.policy.PolicyReader;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads the policy file:
 *
 * <pre>{@code
 * {"clusterArn": "arn:...", "generation": 1,
 *  "keys": {"<access key id>": {"secretAccessKey": "...", "sessionToken": "...", "role": "<name>"}},
 *  "roles": {"<name>": [<IAM statement>, ...]}}
 * }</pre>
 *
 * <p>{@code sessionToken} may be missing, nothing else. No error holds a part of a key's secret.
 */
final class PolicyFile {

  /** So is the principal of an unauthenticated connection called; a role must never pass for it. */
  private static final String ANONYMOUS = "ANONYMOUS";

  private static final Pattern KEY_ID = Pattern.compile("\\w{1,128}");
  private static final Pattern ROLE = Pattern.compile("[\\w+=,.@/-]{1,512}");

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private PolicyFile() {}

  /**
   * @param content the file's bytes
   * @return what they say
   * @throws IllegalArgumentException naming member and rule if they are not a policy file, whole
   */
  static Policies parse(byte[] content) {
    var root = tree(content);
    members("the file", root, Set.of("clusterArn", "generation", "keys", "roles"), Set.of());
    var generation = root.get("generation");
    require(generation.isIntegralNumber() && generation.canConvertToLong(), "generation", "an int");
    var roles = roles(root.get("roles"));
    return new Policies(
        ClusterArn.parse(text("clusterArn", root.get("clusterArn"))),
        generation.asLong(),
        keys(root.get("keys"), roles),
        roles);
  }

  private static JsonNode tree(byte[] content) {
    try {
      return JSON.readTree(content);
    } catch (JacksonException e) {
      // Its message quotes the text around the error, and so may hold a secret: only the place
      // goes.
      var place = e.getLocation();
      throw new IllegalArgumentException(
          place == null
              ? "the file must be JSON"
              : String.format(
                  "the file must be JSON without duplicate members; it is not in line %d, column %d",
                  place.getLineNr(), place.getColumnNr()));
    } catch (IOException e) {
      throw new IllegalArgumentException("the file must be JSON in UTF-8");
    }
  }

  private static Map<String, Policy> roles(JsonNode node) {
    require(node.isObject(), "roles", "an object");
    var roles = new HashMap<String, Policy>();
    for (var role : node.properties()) {
      var name = role.getKey();
      require(
          ROLE.matcher(name).matches() && !name.equals(ANONYMOUS),
          "each name in roles",
          "letters, digits and _+=,.@/- but not " + ANONYMOUS);
      roles.put(name, PolicyReader.read("roles." + name, role.getValue()));
    }
    return roles;
  }

  private static Map<String, AccessKey> keys(JsonNode node, Map<String, Policy> roles) {
    require(node.isObject(), "keys", "an object");
    var keys = new HashMap<String, AccessKey>();
    for (var entry : node.properties()) {
      require(KEY_ID.matcher(entry.getKey()).matches(), "each name in keys", "letters and digits");
      var where = "keys." + entry.getKey();
      var key = entry.getValue();
      members(where, key, Set.of("secretAccessKey", "role"), Set.of("sessionToken"));
      var role = text(where + ".role", key.get("role"));
      require(roles.containsKey(role), where + ".role", "one of roles");
      var token = key.get("sessionToken");
      keys.put(
          entry.getKey(),
          new AccessKey(
              text(where + ".secretAccessKey", key.get("secretAccessKey")),
              token == null ? null : text(where + ".sessionToken", token),
              role));
    }
    return keys;
  }

  private static void members(
      String where, JsonNode node, Set<String> required, Set<String> optional) {
    require(node != null && node.isObject(), where, "an object");
    for (var name : required) {
      require(node.has(name), where, "an object with a member `" + name + "`");
    }
    for (var member : node.properties()) {
      require(
          required.contains(member.getKey()) || optional.contains(member.getKey()),
          where,
          "an object without unknown members");
    }
  }

  private static String text(String where, JsonNode node) {
    require(node.isTextual() && !node.asText().isEmpty(), where, "a string, not empty");
    return node.asText();
  }

  private static void require(boolean holds, String where, String rule) {
    if (!holds) {
      throw new IllegalArgumentException(where + " must be " + rule);
    }
  }
}
