package io.tributary.connect.dynamodb;

import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Which item of which table.
 *
 * @param attributes the key's, by their names; numbers in their shortest form
 */
record ItemKey(String table, Map<String, AttributeValue> attributes) {}
