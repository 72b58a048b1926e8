package io.tributary.connect.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.connect.dynamodb.fake.FakeDynamoDb;
import io.tributary.connect.sink.MonotonicClock;
import io.tributary.connect.testkit.FakeTaskContext;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import javax.management.JMException;
import javax.management.ObjectName;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;

/** A real task with the real client on a fake DynamoDB, driven call by call. */
final class SinkUnderTest implements AutoCloseable {
  static final TopicPartition ORDERS = new TopicPartition("orders", 0);
  static final String TABLE = "kafka_orders";

  /** Of all tests: a client of netty's takes two seconds to close. */
  private static final SdkAsyncHttpClient HTTP = DynamoDbClients.http(64).build();

  static final long NOW = 1_800_000_000_000L;

  final FakeDynamoDb dynamoDb = new FakeDynamoDb();
  final Map<Long, String> dead = new LinkedHashMap<>();
  CompletableFuture<Void> report = CompletableFuture.completedFuture(null);
  int reports;
  FakeTaskContext context;
  DynamoDbSinkTask task;

  /** The keys without a default, and those given: key, value, key, value … */
  static Map<String, String> config(String... keysAndValues) {
    Map<String, String> config = new HashMap<>();
    config.put("name", "orders-dynamodb");
    config.put("topics", "orders");
    config.put("dynamodb.region", "us-east-1");
    config.put("dynamodb.key.hash", "value.id");
    config.put("retry.backoff.ms", "2");
    config.put("retry.max.backoff.ms", "20");
    for (int i = 0; i < keysAndValues.length; i += 2) {
      config.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    return config;
  }

  /** Starts a task with a dead-letter topic on a table with the number `id` as its key. */
  SinkUnderTest open(String... config) {
    dynamoDb.create(TABLE, "id", "N");
    return open(true, config);
  }

  SinkUnderTest open(boolean deadLetters, String... config) {
    context =
        new FakeTaskContext(
            deadLetters
                ? (record, cause) -> {
                  reports++;
                  dead.put(record.originalKafkaOffset(), cause.getMessage());
                  return report;
                }
                : null);
    task = start(context, config);
    task.open(Set.of(ORDERS));
    return this;
  }

  /** A task of its own on the same DynamoDB; it has no partitions yet. */
  DynamoDbSinkTask start(FakeTaskContext own, String... config) {
    dynamoDb.servesDefaultClients();
    DynamoDbSinkTask started =
        new DynamoDbSinkTask(SinkUnderTest::client, MonotonicClock.SYSTEM, () -> NOW);
    started.initialize(own);
    started.start(config(config));
    return started;
  }

  private static DynamoDbAsyncClient client(DynamoDbSinkConfig config) {
    return DynamoDbClients.builder(config).httpClient(HTTP).build();
  }

  void put(SinkRecord... records) {
    task.put(List.of(records));
  }

  /** Values with the offsets from this one on. */
  void put(long offset, Object... values) {
    task.put(records(offset, values));
  }

  static List<SinkRecord> records(long offset, Object... values) {
    List<SinkRecord> records = new ArrayList<>();
    for (Object value : values) {
      records.add(Changes.record(ORDERS, offset + records.size(), value));
    }
    return records;
  }

  /** One of the task's numbers, as its MBean tells it. */
  long number(String name) {
    try {
      ObjectName bean =
          new ObjectName("io.tributary.connect:type=dynamodb,connector=\"orders-dynamodb\",task=0");
      return (Long) ManagementFactory.getPlatformMBeanServer().getAttribute(bean, name);
    } catch (JMException e) {
      throw new IllegalStateException(e);
    }
  }

  List<String> items() {
    return dynamoDb.table(TABLE).items().stream().map(JsonNode::toString).toList();
  }

  @Override
  public void close() {
    if (task != null) {
      task.stop();
    }
    dynamoDb.close();
  }
}
