package io.tributary.connect.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.connect.dynamodb.fake.FakeDynamoDb;
import io.tributary.connect.testkit.LocalConnect;
import io.tributary.connect.testkit.Patience;
import io.tributary.connect.testkit.Seeds;
import io.tributary.connect.testkit.WorkerProcess;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** kill -9 of a real Connect worker around its writes, under load. */
@ExtendWith(LocalConnect.class)
final class ConnectKillTest {
  private static final int PARTITIONS = 2;
  private static final int KEYS = 300;

  private final FakeDynamoDb dynamoDb = new FakeDynamoDb();
  @TempDir private Path folder;

  static LongStream seeds() {
    return Seeds.all();
  }

  static LongStream few() {
    return Seeds.few();
  }

  @AfterEach
  void stop() {
    dynamoDb.close();
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("few")
  void aWorkerKilledInMidLoadLosesNothing(long seed) {
    kill(seed);
  }

  @Tag("faults")
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void workersKilledInMidLoadLoseNothing(long seed) {
    kill(seed);
  }

  private void kill(long seed) {
    Random random = Seeds.random(this, seed);
    String topic = "kill-" + seed;
    LocalConnect.cluster().kafka().createTopic(topic, PARTITIONS);
    dynamoDb.create("kafka_" + topic, "id", "N");
    Map<String, String> connector = Connectors.sink(topic);
    int fatalWrite = 50 + random.nextInt(400);
    AtomicInteger writes = new AtomicInteger();
    AtomicReference<WorkerProcess> victim = new AtomicReference<>();
    Runnable kill =
        () -> {
          if (writes.incrementAndGet() == fatalWrite) {
            victim.get().kill();
          }
        };
    // Either the write has left the worker and is applied when that is dead already, or it is
    // applied and the worker dies before it knows.
    if (random.nextBoolean()) {
      dynamoDb.beforeWrite(kill);
    } else {
      dynamoDb.afterWrite(kill);
    }

    ChangeLoad load = ChangeLoad.start(topic, PARTITIONS, KEYS, random);
    try (load) {
      victim.set(WorkerProcess.start(folder, dynamoDb.endpoint(), connector));
      Patience.await(() -> !victim.get().alive());
      assertThat(writes.get()).as("writes until the kill").isGreaterThanOrEqualTo(fatalWrite);
    }
    try (WorkerProcess successor = WorkerProcess.start(folder, dynamoDb.endpoint(), connector)) {
      Verdict.of("kill -9", seed, dynamoDb.table("kafka_" + topic), load.rows());
      assertThat(successor.alive()).isTrue();
    }
  }
}
