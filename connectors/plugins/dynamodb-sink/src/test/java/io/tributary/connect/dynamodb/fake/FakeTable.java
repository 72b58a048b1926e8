package io.tributary.connect.dynamodb.fake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A table in memory that knows keys, types of keys, and one form of condition. */
public final class FakeTable {
  private static final String CONDITION = "attribute_not_exists(#p) OR #p < :p";
  private static final int MAX_DIGITS = 38;

  private final String name;
  private final Map<String, String> keyTypes;
  private final Map<String, ObjectNode> items = new TreeMap<>();

  /**
   * @param keyTypes S, N or B by the names of the hash key and, where there is one, the sort key
   */
  FakeTable(String name, Map<String, String> keyTypes) {
    this.name = name;
    this.keyTypes = new LinkedHashMap<>(keyTypes);
  }

  /** As it is at this moment. */
  public synchronized List<JsonNode> items() {
    return new ArrayList<>(items.values());
  }

  /** Items that are no tombstones. */
  public List<JsonNode> live() {
    return items().stream().filter(item -> !item.has("__deleted")).toList();
  }

  ObjectNode describe() {
    ObjectNode table = node().put("TableName", name).put("TableStatus", "ACTIVE");
    List<String> types = List.of("HASH", "RANGE");
    var schema = table.putArray("KeySchema");
    var definitions = table.putArray("AttributeDefinitions");
    int part = 0;
    for (Map.Entry<String, String> key : keyTypes.entrySet()) {
      schema.addObject().put("AttributeName", key.getKey()).put("KeyType", types.get(part++));
      definitions
          .addObject()
          .put("AttributeName", key.getKey())
          .put("AttributeType", key.getValue());
    }
    ObjectNode answer = node();
    answer.set("Table", table);
    return answer;
  }

  synchronized void put(ObjectNode request) {
    ObjectNode item = (ObjectNode) request.get("Item");
    String key = key(item);
    item.properties().forEach(attribute -> validate(attribute.getValue()));
    check(request, items.get(key));
    items.put(key, item);
  }

  synchronized void delete(ObjectNode request) {
    String key = key(request.get("Key"));
    check(request, items.get(key));
    items.remove(key);
  }

  private static void check(JsonNode request, ObjectNode found) {
    if (!CONDITION.equals(request.path("ConditionExpression").asText())) {
      throw Refusal.invalid("Not understood: " + request.path("ConditionExpression"));
    }
    String attribute = request.at("/ExpressionAttributeNames/#p").asText();
    String position = request.at("/ExpressionAttributeValues/:p/S").asText();
    JsonNode before = found == null ? null : found.get(attribute);
    // Values of two types are neither smaller nor greater.
    boolean smaller =
        before == null || (before.has("S") && before.get("S").asText().compareTo(position) < 0);
    if (!smaller) {
      boolean told = "ALL_OLD".equals(request.path("ReturnValuesOnConditionCheckFailure").asText());
      throw new Refusal(
          "ConditionalCheckFailedException", "The conditional request failed", told ? found : null);
    }
  }

  private String key(JsonNode attributes) {
    StringBuilder key = new StringBuilder();
    keyTypes.forEach(
        (attribute, type) -> {
          JsonNode value = attributes.path(attribute).path(type);
          if (value.isMissingNode() || value.asText().isEmpty()) {
            throw Refusal.invalid("One or more parameter values were invalid: key " + attribute);
          }
          key.append(type.equals("N") ? new BigDecimal(value.asText()).stripTrailingZeros() : value)
              .append('/');
        });
    return key.toString();
  }

  private static void validate(JsonNode attribute) {
    Map.Entry<String, JsonNode> typed = attribute.properties().iterator().next();
    switch (typed.getKey()) {
      case "N" -> {
        BigDecimal number = new BigDecimal(typed.getValue().asText()).stripTrailingZeros();
        if (number.precision() > MAX_DIGITS) {
          throw Refusal.invalid("Attempting to store more than 38 significant digits in a Number");
        }
      }
      case "M" -> typed.getValue().forEach(FakeTable::validate);
      case "L" -> typed.getValue().forEach(FakeTable::validate);
      case "S" -> {
        // As a rule of the server's that no client can know.
        if (typed.getValue().asText().equals("refused by the server")) {
          throw Refusal.invalid("One or more parameter values were invalid");
        }
      }
      default -> {}
    }
  }

  private static ObjectNode node() {
    return JsonNodeFactory.instance.objectNode();
  }
}
