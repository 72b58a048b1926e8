package io.tributary.connect.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.connect.dynamodb.fake.FakeDynamoDb;
import io.tributary.connect.dynamodb.fake.Fault;
import io.tributary.connect.testkit.LocalConnect;
import io.tributary.connect.testkit.Seeds;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.connect.util.clusters.EmbeddedConnectCluster;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Real workers under load while things go wrong around them. */
@ExtendWith(LocalConnect.class)
final class ConnectFaultsTest {
  private static final int PARTITIONS = 3;
  private static final int KEYS = 200;

  private final FakeDynamoDb dynamoDb = new FakeDynamoDb();
  private final EmbeddedConnectCluster cluster = LocalConnect.cluster();

  static LongStream seeds() {
    return Seeds.all();
  }

  @AfterEach
  void stop() {
    dynamoDb.close();
  }

  @Tag("faults")
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void anotherNumberOfTasksLosesNothing(long seed) throws InterruptedException {
    Random random = Seeds.random(this, seed);
    String topic = deployed("tasks-" + seed);
    ChangeLoad load = ChangeLoad.start(topic, PARTITIONS, KEYS, random);
    try (load) {
      for (String tasks : List.of("2", "1")) {
        Thread.sleep(500 + random.nextInt(2_000));
        cluster.configureConnector(topic, Connectors.sink(topic, "tasks.max", tasks));
      }
      Thread.sleep(random.nextInt(2_000));
    }
    Verdict.of("1, 2, 1 tasks", seed, dynamoDb.table("kafka_" + topic), load.rows());
    cluster.deleteConnector(topic);
  }

  @Tag("faults")
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void aDynamoDbThatThrottlesAndFailsLosesNothing(long seed) throws InterruptedException {
    Random random = Seeds.random(this, seed);
    String topic = deployed("throttle-" + seed);
    List<Fault> kinds =
        List.of(
            Fault.THROTTLED, Fault.INTERNAL_ERROR, Fault.LOST_ANSWER, Fault.DROPPED, Fault.SLOW);
    Random faults = new Random(seed);
    dynamoDb.faults(
        () -> {
          synchronized (faults) {
            return faults.nextInt(10) < 3 ? kinds.get(faults.nextInt(kinds.size())) : Fault.NONE;
          }
        });
    ChangeLoad load = ChangeLoad.start(topic, PARTITIONS, KEYS, random);
    try (load) {
      Thread.sleep(3_000);
    }
    Verdict.of("throttles and fails", seed, dynamoDb.table("kafka_" + topic), load.rows());
    cluster.deleteConnector(topic);
  }

  @Tag("faults")
  @Test
  void aHotKeyIsWrittenInOrderAndNotForEveryChange() {
    String topic = deployed("hot");
    RowHistory history = new RowHistory(new Random(1), KEYS);
    int changes = 20_000;
    try (var producer = ChangeLoad.producer()) {
      for (int i = 0; i < changes; i++) {
        long id = i % 10 == 0 ? i % KEYS : 7;
        byte[] change = ChangeLoad.json(history.next(id, false));
        producer.send(new ProducerRecord<>(topic, (int) (id % PARTITIONS), null, change));
      }
    }
    Verdict.of("a hot key", 1, dynamoDb.table("kafka_" + topic), history.rows());
    assertThat(dynamoDb.writes()).isLessThan(changes / 2);
    cluster.deleteConnector(topic);
  }

  @Test
  void fiftyPoisonRecordsAmongFiveThousandAreTheOnlyDeadLetters() {
    String topic = deployed("poison");
    RowHistory history = new RowHistory(new Random(1), KEYS);
    List<Object> changes = new ArrayList<>(history.next(4_950));
    List<byte[]> values = new ArrayList<>();
    changes.forEach(change -> values.add(ChangeLoad.json(change)));
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      int place = i * 100 + 3;
      places.add(place);
      values.add(place, ChangeLoad.json(poison(i)));
    }
    try (var producer = ChangeLoad.producer()) {
      values.forEach(value -> producer.send(new ProducerRecord<>(topic, 0, null, value)));
    }

    Verdict.of("50 poison records", 1, dynamoDb.table("kafka_" + topic), history.rows());
    List<Integer> dead = new ArrayList<>();
    cluster
        .kafka()
        .consume(50, 60_000, topic + "-dead")
        .forEach(
            letter -> {
              dead.add(Integer.parseInt(header(letter, "__connect.errors.offset")));
              assertThat(header(letter, "__connect.errors.exception.message")).isNotEmpty();
            });
    Collections.sort(dead);
    assertThat(dead).isEqualTo(places);
    assertThat(cluster.connectorStatus(topic).tasks())
        .allMatch(task -> task.state().equals("RUNNING"));
    cluster.deleteConnector(topic);
  }

  /** Each wrong in a way of its own, by turns. */
  private static Object poison(int number) {
    long pos = 10_000_000L + number;
    return switch (number % 5) {
      case 0 -> Changes.create(Changes.row("id", null, "v", 1L), pos);
      case 1 -> Changes.create(Changes.row("id", "1", "v", 1L), pos);
      case 2 -> Changes.create(Changes.row("id", 1L, "v", "x".repeat(410_000)), pos);
      case 3 -> Changes.create(Changes.row("id", 1L, "v", "refused by the server"), pos);
      default -> Map.of("id", 1L);
    };
  }

  private String deployed(String topic) {
    dynamoDb.create("kafka_" + topic, "id", "N");
    dynamoDb.servesDefaultClients();
    cluster.kafka().createTopic(topic, PARTITIONS);
    cluster.kafka().createTopic(topic + "-dead", 1);
    cluster.configureConnector(
        topic,
        Connectors.sink(
            topic,
            "errors.tolerance",
            "all",
            "errors.deadletterqueue.topic.name",
            topic + "-dead",
            "errors.deadletterqueue.topic.replication.factor",
            "1",
            "errors.deadletterqueue.context.headers.enable",
            "true"));
    return topic;
  }

  private static String header(ConsumerRecord<byte[], byte[]> letter, String name) {
    return new String(letter.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }
}
