package io.tributary.connect.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import io.tributary.connect.dynamodb.fake.FakeDynamoDb;
import io.tributary.connect.testkit.FakeTaskContext;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/**
 * Writes that one task makes in a second on a DynamoDB in the same process that answers after 5 ms,
 * beside those of a plain PutItem after the other: the same records, the same client.
 */
final class WriteBenchmark {
  private static final int ANSWER_MILLIS = 5;
  private static final int BATCH = 500;
  private static final int WARM_UP_RECORDS = 20_000;
  private static final int RECORDS = 60_000;
  private static final int ONE_AT_A_TIME_RECORDS = 2_000;

  @Test
  void write() {
    try (FakeDynamoDb dynamoDb = new FakeDynamoDb()) {
      dynamoDb.create(SinkUnderTest.TABLE, "ORDER_ID", "N");
      dynamoDb.servesDefaultClients();
      dynamoDb.answersAfter(ANSWER_MILLIS);
      Map<String, String> config = config(dynamoDb.endpoint().toString());
      DynamoDbSinkTask task = started(config);
      List<SinkRecord> records = records(WARM_UP_RECORDS + RECORDS);
      put(task, records.subList(0, WARM_UP_RECORDS));
      measure("task", RECORDS, () -> put(task, records.subList(WARM_UP_RECORDS, records.size())));
      int bound = dynamoDb.mostRunning();
      assertThat(dynamoDb.table(SinkUnderTest.TABLE).items()).hasSize(records.size());
      task.stop();

      try (DynamoDbAsyncClient client = DynamoDbClients.create(new DynamoDbSinkConfig(config))) {
        oneAtATime(client, records.subList(0, 200));
        measure(
            "one at a time",
            ONE_AT_A_TIME_RECORDS,
            () -> oneAtATime(client, records.subList(200, 200 + ONE_AT_A_TIME_RECORDS)));
      }
      System.out.printf("in flight at most %d, answers after %d ms%n", bound, ANSWER_MILLIS);
    }
  }

  /** The same on a DynamoDB elsewhere, such as moto: `-Dtributary.endpoint=http://…`. */
  @Test
  @EnabledIfSystemProperty(named = "tributary.endpoint", matches = ".+")
  void writeElsewhere() {
    System.setProperty("aws.accessKeyId", "test");
    System.setProperty("aws.secretAccessKey", "test");
    Map<String, String> config = config(System.getProperty("tributary.endpoint"));
    try (DynamoDbAsyncClient client = DynamoDbClients.create(new DynamoDbSinkConfig(config))) {
      client
          .createTable(
              request ->
                  request
                      .tableName(SinkUnderTest.TABLE)
                      .billingMode(BillingMode.PAY_PER_REQUEST)
                      .attributeDefinitions(
                          AttributeDefinition.builder()
                              .attributeName("ORDER_ID")
                              .attributeType(ScalarAttributeType.N)
                              .build())
                      .keySchema(
                          KeySchemaElement.builder()
                              .attributeName("ORDER_ID")
                              .keyType(KeyType.HASH)
                              .build()))
          .join();
      DynamoDbSinkTask task = started(config);
      List<SinkRecord> records = records(2 * ONE_AT_A_TIME_RECORDS + 400);
      put(task, records.subList(0, 200));
      measure(
          "task, elsewhere",
          ONE_AT_A_TIME_RECORDS,
          () -> put(task, records.subList(200, 200 + ONE_AT_A_TIME_RECORDS)));
      List<SinkRecord> others = records.subList(200 + ONE_AT_A_TIME_RECORDS, records.size());
      oneAtATime(client, others.subList(0, 200));
      measure(
          "one at a time, elsewhere",
          ONE_AT_A_TIME_RECORDS,
          () -> oneAtATime(client, others.subList(200, others.size())));
      task.stop();
    }
  }

  private static Map<String, String> config(String endpoint) {
    return SinkUnderTest.config(
        "envelope", "debezium",
        "dynamodb.endpoint", endpoint,
        "dynamodb.key.hash", "value.ORDER_ID");
  }

  private static DynamoDbSinkTask started(Map<String, String> config) {
    DynamoDbSinkTask task = new DynamoDbSinkTask();
    task.initialize(new FakeTaskContext());
    task.start(config);
    task.open(Set.of(SinkUnderTest.ORDERS));
    return task;
  }

  private static void put(DynamoDbSinkTask task, List<SinkRecord> records) {
    for (int from = 0; from < records.size(); from += BATCH) {
      task.put(records.subList(from, Math.min(records.size(), from + BATCH)));
    }
  }

  @SuppressWarnings("unchecked")
  private static void oneAtATime(DynamoDbAsyncClient client, List<SinkRecord> records) {
    Attributes attributes = new Attributes(true);
    for (SinkRecord record : records) {
      Object after = ((Map<String, Object>) record.value()).get("after");
      Map<String, AttributeValue> item = attributes.of(Row.of(null, after).orElseThrow());
      item.put("__position", AttributeValue.fromS("9" + record.kafkaOffset()));
      client
          .putItem(
              request ->
                  request
                      .tableName(SinkUnderTest.TABLE)
                      .item(item)
                      .conditionExpression("attribute_not_exists(#p) OR #p < :p")
                      .expressionAttributeNames(Map.of("#p", "__position"))
                      .expressionAttributeValues(Map.of(":p", item.get("__position"))))
          .join();
    }
  }

  private static void measure(String what, int writes, Runnable run) {
    long cpuStart = processCpuNanos();
    long clientStart = clientCpuNanos();
    long start = System.nanoTime();
    run.run();
    double seconds = (System.nanoTime() - start) / 1e9;
    System.out.printf(
        "%s: writes=%d writes/s=%,.0f client-cpu-us/write=%.0f process-cpu-us/write=%.0f cores=%.2f%n",
        what,
        writes,
        writes / seconds,
        (clientCpuNanos() - clientStart) / 1e3 / writes,
        (processCpuNanos() - cpuStart) / 1e3 / writes,
        (processCpuNanos() - cpuStart) / 1e9 / seconds);
  }

  /** The server's part included. */
  private static long processCpuNanos() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  /** Of this thread and those of the SDK. */
  private static long clientCpuNanos() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long nanos = threads.getCurrentThreadCpuTime();
    for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
      if (thread != null && thread.getThreadName().startsWith("aws-java-sdk")) {
        nanos += Math.max(0, threads.getThreadCpuTime(thread.getThreadId()));
      }
    }
    return nanos;
  }

  /** As Debezium's MySQL connector writes an insert, read back by the JSON converter. */
  private static List<SinkRecord> records(int count) {
    List<SinkRecord> records = new ArrayList<>();
    for (long id = 0; id < count; id++) {
      Map<String, Object> row =
          Changes.row(
              "ORDER_ID",
              id,
              "SITE_ID",
              id % 9_000,
              "ORDER_DATE",
              1_700_000_000_000L + id * 1_000,
              "SHIP_MODE",
              "Standard",
              "AMOUNT",
              id + ".75",
              "NOTE",
              null);
      records.add(Changes.record(SinkUnderTest.ORDERS, id, Changes.create(row, 4_000 + id * 350)));
    }
    return records;
  }
}
