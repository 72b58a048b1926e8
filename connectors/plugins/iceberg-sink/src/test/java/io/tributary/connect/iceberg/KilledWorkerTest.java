package io.tributary.connect.iceberg;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.connect.testkit.Load;
import io.tributary.connect.testkit.LocalConnect;
import io.tributary.connect.testkit.Patience;
import io.tributary.connect.testkit.Seeds;
import io.tributary.connect.testkit.WorkerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** kill -9 of a real worker on its way from records to a commit, under load; or it sleeps there. */
@ExtendWith(LocalConnect.class)
final class KilledWorkerTest {
  private static final int PARTITIONS = 2;
  private static final URI NO_AWS = URI.create("http://127.0.0.1:1");

  @TempDir private Path folder;
  private SharedLake lake;

  static LongStream seeds() {
    return Seeds.all();
  }

  static LongStream few() {
    return Seeds.few();
  }

  @BeforeEach
  void open() throws Exception {
    lake = new SharedLake(folder);
  }

  @AfterEach
  void close() {
    lake.close();
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("few")
  void aWorkerKilledOnItsWayToACommitLosesNothing(long seed) throws Exception {
    killOnTheWay(seed, 1);
  }

  @Tag("faults")
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void workersKilledOnTheirWayToACommitLoseNothing(long seed) throws Exception {
    killOnTheWay(seed, 3);
  }

  @Tag("faults")
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void aWorkerKilledRightAfterACommitLosesNothing(long seed) throws Exception {
    Random random = Seeds.random(this, seed);
    Map<String, String> connector = connector("after-" + seed);
    Load load = Load.start(connector.get("topics"), PARTITIONS, random);
    try (load) {
      for (int kills = 2; kills > 0; kills--) {
        WorkerProcess victim = WorkerProcess.start(folder, NO_AWS, connector);
        String before = lake.version();
        Patience.await(() -> !lake.version().equals(before));
        assertThat(lake.version()).isNotEqualTo(before);
        Thread.sleep(random.nextInt(50));
        victim.kill();
      }
    }
    assertCompletedBySuccessor("kill -9 after a commit", seed, connector, load);
  }

  /** Its task fails then, which is seen, and another one goes on. */
  @Tag("faults")
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void aCatalogThatThrottlesACommitLosesNothing(long seed) throws Exception {
    Random random = Seeds.random(this, seed);
    Map<String, String> connector = connector("throttled-" + seed);
    Map<String, String> throttled = new HashMap<>(connector);
    throttled.putAll(Moment.TABLE_DESCRIBED.keys(random));
    throttled.put("iceberg.catalog." + LocalFiles.TIMES, Integer.toString(1 + random.nextInt(3)));
    Path log = folder.resolve("worker.log");
    Load load = Load.start(connector.get("topics"), PARTITIONS, random);
    try (load;
        WorkerProcess worker = WorkerProcess.start(folder, NO_AWS, throttled)) {
      Patience.await(() -> contentOf(log).contains("503 Slow Down"));
      assertThat(contentOf(log)).contains("503 Slow Down");
      Thread.sleep(random.nextInt(3000));
    }
    assertCompletedBySuccessor("a catalog that throttles a commit", seed, connector, load);
  }

  /** A coordinator that sleeps, and wakes beside its successor. */
  @Tag("faults")
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void aWorkerThatWakesBesideItsSuccessorLosesNothing(long seed) throws Exception {
    Random random = Seeds.random(this, seed);
    Map<String, String> connector = connector("sleeper-" + seed);
    Load load = Load.start(connector.get("topics"), PARTITIONS, random);
    try (load;
        WorkerProcess sleeper = WorkerProcess.start(home("sleeper"), NO_AWS, connector)) {
      Patience.await(() -> !lake.rows().isEmpty());
      Thread.sleep(random.nextInt(2000));
      sleeper.pause();
      String before = lake.version();
      try (WorkerProcess successor = WorkerProcess.start(home("successor"), NO_AWS, connector)) {
        Patience.await(() -> !lake.version().equals(before));
        assertThat(lake.version()).as("commits of the successor").isNotEqualTo(before);
        sleeper.resume();
        Thread.sleep(2000 + random.nextInt(3000));
        assertThat(successor.alive()).isTrue();
      }
    }
    assertCompletedBySuccessor("a coordinator wakes beside another", seed, connector, load);
  }

  private void killOnTheWay(long seed, int kills) throws Exception {
    Random random = Seeds.random(this, seed);
    Map<String, String> connector = connector("way-" + kills + "-" + seed);
    StringBuilder moments = new StringBuilder();
    Load load = Load.start(connector.get("topics"), PARTITIONS, random);
    try (load) {
      for (int kill = 0; kill < kills; kill++) {
        Moment moment = Moment.of(seed + kill);
        moments.append(' ').append(moment);
        Map<String, String> deadly = new HashMap<>(connector);
        deadly.putAll(moment.keys(random));
        try (WorkerProcess victim = WorkerProcess.start(folder, NO_AWS, deadly)) {
          Patience.await(() -> !victim.alive());
          assertThat(victim.alive()).as("alive after %s", moment).isFalse();
        }
      }
    }
    assertCompletedBySuccessor("kill -9 at" + moments, seed, connector, load);
  }

  private void assertCompletedBySuccessor(
      String fault, long seed, Map<String, String> connector, Load load) {
    try (WorkerProcess successor = WorkerProcess.start(folder, NO_AWS, connector)) {
      new LogOracle(lake).assertComplete(fault, seed, load);
      assertThat(successor.alive()).isTrue();
    }
  }

  private static String contentOf(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path home(String name) throws Exception {
    return Files.createDirectories(folder.resolve(name));
  }

  private Map<String, String> connector(String name) {
    LocalConnect.cluster().kafka().createTopic(name, PARTITIONS);
    LocalConnect.cluster().kafka().createTopic("control-" + name, 1);
    Map<String, String> config = new HashMap<>(SinkUnderTest.base(name, lake.catalogKeys()));
    config.put("transforms.rows.topic." + name + ".table", "db.t");
    config.put("transforms.rows.topic." + name + ".columns", "[[\"id\",\"BIGINT\"]]");
    config.putAll(SinkUnderTest.forgetful());
    return config;
  }
}
