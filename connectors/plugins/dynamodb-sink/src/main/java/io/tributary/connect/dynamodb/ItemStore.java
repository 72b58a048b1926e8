package io.tributary.connect.dynamodb;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/**
 * Makes writes, each on the condition that the item is not newer: whatever comes again, late or out
 * of order changes nothing.
 */
final class ItemStore {
  private static final String CONDITION = "attribute_not_exists(#p) OR #p < :p";
  private static final Map<String, String> NAMES = Map.of("#p", RecordReader.POSITION);

  private final DynamoDbAsyncClient dynamoDb;
  private final boolean leavesTombstones;
  private final long retentionMillis;
  private final LongSupplier wallMillis;

  /**
   * @param leavesTombstones whether a deletion leaves an item that tells its position
   * @param retentionMillis after which that item may expire
   * @param wallMillis since 1970
   */
  ItemStore(
      DynamoDbAsyncClient dynamoDb,
      boolean leavesTombstones,
      long retentionMillis,
      LongSupplier wallMillis) {
    this.dynamoDb = dynamoDb;
    this.leavesTombstones = leavesTombstones;
    this.retentionMillis = retentionMillis;
    this.wallMillis = wallMillis;
  }

  CompletableFuture<?> make(ItemWrite write) {
    if (write.row().isPresent()) {
      return put(write, new LinkedHashMap<>(write.row().get()));
    }
    return leavesTombstones ? put(write, tombstone(write)) : delete(write);
  }

  private Map<String, AttributeValue> tombstone(ItemWrite write) {
    Map<String, AttributeValue> item = new LinkedHashMap<>(write.key().attributes());
    long expires = TimeUnit.MILLISECONDS.toSeconds(wallMillis.getAsLong() + retentionMillis);
    item.put(RecordReader.DELETED, AttributeValue.fromBool(true));
    item.put(RecordReader.EXPIRES, AttributeValue.fromN(Long.toString(expires)));
    return item;
  }

  private CompletableFuture<?> put(ItemWrite write, Map<String, AttributeValue> item) {
    AttributeValue position = AttributeValue.fromS(write.position());
    item.put(RecordReader.POSITION, position);
    return dynamoDb.putItem(
        request ->
            request
                .tableName(write.key().table())
                .item(item)
                .conditionExpression(CONDITION)
                .expressionAttributeNames(NAMES)
                .expressionAttributeValues(Map.of(":p", position))
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD));
  }

  private CompletableFuture<?> delete(ItemWrite write) {
    return dynamoDb.deleteItem(
        request ->
            request
                .tableName(write.key().table())
                .key(write.key().attributes())
                .conditionExpression(CONDITION)
                .expressionAttributeNames(NAMES)
                .expressionAttributeValues(Map.of(":p", AttributeValue.fromS(write.position())))
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD));
  }
}
