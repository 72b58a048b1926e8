package io.tributary.connect.dynamodb;

import io.tributary.connect.dynamodb.TargetTable.KeyPart;
import io.tributary.connect.sink.TransientException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import org.apache.kafka.connect.errors.ConnectException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/** Looks up the tables that rows go to, and holds their keys against the configuration. */
final class Tables {
  private static final int MAX_HASH_BYTES = 2_048;
  private static final int MAX_SORT_BYTES = 1_024;

  private final DynamoDbAsyncClient dynamoDb;

  Tables(DynamoDbAsyncClient dynamoDb) {
    this.dynamoDb = dynamoDb;
  }

  /**
   * @throws TransientException where DynamoDB does not tell now
   * @throws ConnectException where there is no such table, or its key is another
   */
  TargetTable find(String topic, TopicSettings settings) {
    TableDescription found = describe(topic, settings.table());
    Map<String, ScalarAttributeType> types =
        found.attributeDefinitions().stream()
            .collect(
                Collectors.toMap(
                    AttributeDefinition::attributeName, AttributeDefinition::attributeType));
    List<KeyPart> parts = new ArrayList<>();
    parts.add(
        part(topic, settings, found, KeyType.HASH, Optional.of(settings.hash()), types)
            .orElseThrow());
    part(topic, settings, found, KeyType.RANGE, settings.sort(), types).ifPresent(parts::add);
    return new TargetTable(settings.table(), List.copyOf(parts));
  }

  private TableDescription describe(String topic, String table) {
    try {
      return dynamoDb.describeTable(request -> request.tableName(table)).join().table();
    } catch (CompletionException e) {
      if (e.getCause() instanceof ResourceNotFoundException) {
        throw new ConnectException(
            "`" + table + "` must be a table, for the rows of topic " + topic + ", got none", e);
      }
      if (e.getCause() instanceof SdkException failure) {
        throw WriteAnswers.ERRORS.of("DescribeTable of " + table, failure);
      }
      throw e;
    }
  }

  private static Optional<KeyPart> part(
      String topic,
      TopicSettings settings,
      TableDescription found,
      KeyType type,
      Optional<KeyField> configured,
      Map<String, ScalarAttributeType> types) {
    Optional<String> name =
        found.keySchema().stream()
            .filter(element -> element.keyType() == type)
            .map(KeySchemaElement::attributeName)
            .findFirst();
    if (!name.equals(configured.map(KeyField::name))) {
      String kind = type == KeyType.HASH ? "hash" : "sort";
      throw new ConnectException(
          "The "
              + kind
              + " key of topic "
              + topic
              + " must be that of the table "
              + settings.table()
              + ", "
              + name.orElse("none")
              + ", got: "
              + configured.map(KeyField::toString).orElse("none"));
    }
    int maxBytes = type == KeyType.HASH ? MAX_HASH_BYTES : MAX_SORT_BYTES;
    return configured.map(field -> new KeyPart(field, types.get(field.name()), maxBytes));
  }
}
