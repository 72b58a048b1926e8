package io.tributary.connect.s3.exactlyonce;

import io.tributary.connect.s3.fake.FakeS3;
import io.tributary.connect.testkit.Load;
import io.tributary.connect.testkit.LocalConnect;
import io.tributary.connect.testkit.Patience;
import io.tributary.connect.testkit.Seeds;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.apache.kafka.connect.util.clusters.EmbeddedConnectCluster;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Partitions move between tasks and workers under load. */
@ExtendWith(LocalConnect.class)
final class ConnectRebalanceTest {
  private static final int PARTITIONS = 4;
  private static final int MAX_PAUSE_MILLIS = 800;

  private final FakeS3 s3 = new FakeS3();
  private final EmbeddedConnectCluster cluster = LocalConnect.cluster();

  private enum Change {
    ADD_WORKER,
    REMOVE_WORKER,
    OTHER_TASK_COUNT
  }

  static LongStream seeds() {
    return Seeds.all();
  }

  static LongStream few() {
    return Seeds.few();
  }

  @AfterEach
  void stop() {
    s3.close();
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("few")
  void movingPartitionsLosesAndRepeatsNothing(long seed) throws Exception {
    rebalance(seed);
  }

  @Tag("faults")
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void movingPartitionsAgainAndAgainLosesAndRepeatsNothing(long seed) throws Exception {
    rebalance(seed);
  }

  private void rebalance(long seed) throws Exception {
    Random random = Seeds.random(this, seed);
    String topic = "rebalance-" + seed;
    cluster.kafka().createTopic(topic, PARTITIONS);
    s3.servesDefaultClients();
    Map<String, String> connector = Connectors.archive(topic, random);
    connector.put("tasks.max", "2");
    cluster.configureConnector(topic, connector);
    ArchiveOracle oracle = new ArchiveOracle(s3, topic);

    Load load = Load.start(topic, PARTITIONS, random);
    try (load) {
      Patience.await(() -> !s3.objects().isEmpty());
      List<Change> changes = new ArrayList<>(List.of(Change.values()));
      Collections.shuffle(changes, random);
      for (Change change : changes) {
        switch (change) {
          case ADD_WORKER -> cluster.addWorker();
          case REMOVE_WORKER -> cluster.removeWorker();
          case OTHER_TASK_COUNT -> {
            connector.put("tasks.max", Integer.toString(random.nextBoolean() ? 1 : 4));
            cluster.configureConnector(topic, connector);
          }
        }
        Thread.sleep(random.nextInt(MAX_PAUSE_MILLIS));
      }
    }
    oracle.assertEachOnce("workers and tasks come and go", seed, load);
    cluster.deleteConnector(topic);
  }
}
