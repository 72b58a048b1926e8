package io.tributary.msk.iam.policy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads a list of IAM statements as identity policies hold them. What it does not know it refuses:
 * a member that is passed over in silence could be the one that denies.
 */
public final class PolicyReader {

  private static final Set<String> MEMBERS =
      Set.of("Sid", "Effect", "Action", "NotAction", "Resource", "NotResource", "Condition");

  private static final Pattern ACTION = Pattern.compile("\\*|[A-Za-z0-9-]+:[A-Za-z0-9*?]+");
  private static final Pattern RESOURCE = Pattern.compile("\\*|arn:\\S+");
  private static final Pattern SID = Pattern.compile("[\\w -]{0,128}");

  private PolicyReader() {}

  /**
   * @param where what to call the list in an error, for example {@code roles.orders}
   * @param list a JSON array of statements; it may be empty
   * @return the policy
   * @throws IllegalArgumentException naming statement, member and rule if the list is anything else
   */
  public static Policy read(String where, JsonNode list) {
    require(list != null && list.isArray(), where, "must be a list of statements");
    var statements = new ArrayList<Statement>();
    for (int index = 0; index < list.size(); index++) {
      statements.add(statement(where + "[" + index + "]", index, list.get(index)));
    }
    return new Policy(statements);
  }

  private static Statement statement(String where, int index, JsonNode node) {
    require(node.isObject(), where, "must be an object");
    node.fieldNames()
        .forEachRemaining(
            name -> require(MEMBERS.contains(name), where, "has an unknown member `" + name + "`"));
    var effect = node.path("Effect").asText();
    require(
        node.path("Effect").isTextual() && (effect.equals("Allow") || effect.equals("Deny")),
        where,
        "must have Effect Allow or Deny");
    var condition = node.get("Condition");
    require(condition == null || condition.isObject(), where, "Condition must be an object");
    return new Statement(
        index,
        sid(where, node.get("Sid")),
        effect.equals("Deny"),
        condition != null,
        patterns(where, node, "Action", ACTION, true),
        patterns(where, node, "Resource", RESOURCE, false));
  }

  private static String sid(String where, JsonNode node) {
    if (node == null) {
      return null;
    }
    require(
        node.isTextual() && SID.matcher(node.asText()).matches(),
        where,
        "Sid must be letters, digits, spaces, _ and -");
    return node.asText();
  }

  private static Patterns patterns(
      String where, JsonNode statement, String name, Pattern legal, boolean ignoreCase) {
    var negatedName = "Not" + name;
    require(
        statement.has(name) != statement.has(negatedName),
        where,
        "must have either " + name + " or " + negatedName);
    var negated = statement.has(negatedName);
    var element = negated ? negatedName : name;
    var patterns = new ArrayList<Wildcard>();
    for (var node : listed(where, element, statement.get(element))) {
      require(node.isTextual(), where, element + " must hold strings only");
      var text = node.asText();
      require(
          legal.matcher(text).matches(), where, element + " holds `" + text + "`, which is none");
      // Never met where it would deny, if it were compared as text.
      require(!text.contains("${"), where, element + " holds a policy variable");
      patterns.add(new Wildcard(text, ignoreCase));
    }
    return new Patterns(element, negated, patterns);
  }

  private static List<JsonNode> listed(String where, String element, JsonNode node) {
    if (!node.isArray()) {
      return List.of(node);
    }
    require(!node.isEmpty(), where, element + " must not be empty");
    var nodes = new ArrayList<JsonNode>();
    node.forEach(nodes::add);
    return nodes;
  }

  private static void require(boolean holds, String where, String rule) {
    if (!holds) {
      throw new IllegalArgumentException(where + " " + rule);
    }
  }
}
