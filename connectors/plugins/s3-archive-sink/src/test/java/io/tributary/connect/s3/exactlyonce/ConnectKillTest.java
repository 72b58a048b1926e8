package io.tributary.connect.s3.exactlyonce;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.connect.s3.fake.FakeS3;
import io.tributary.connect.s3.fake.S3Call;
import io.tributary.connect.testkit.Load;
import io.tributary.connect.testkit.LocalConnect;
import io.tributary.connect.testkit.Patience;
import io.tributary.connect.testkit.Seeds;
import io.tributary.connect.testkit.WorkerProcess;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** kill -9 of a real Connect worker around its puts, under load. */
@ExtendWith(LocalConnect.class)
final class ConnectKillTest {
  private static final int PARTITIONS = 2;

  private final FakeS3 s3 = new FakeS3();
  @TempDir private Path folder;

  /** When the worker dies. */
  private enum Moment {
    /** The object is stored, the worker does not know and has not committed. */
    STORED,
    /** The request has left the worker, and is applied when the worker is dead already. */
    ON_ITS_WAY
  }

  static Stream<Arguments> seeds() {
    return Stream.of(Rows.values())
        .flatMap(rows -> Seeds.all().mapToObj(seed -> Arguments.of(rows, seed)));
  }

  static Stream<Arguments> few() {
    return Stream.concat(
        Seeds.few().mapToObj(seed -> Arguments.of(Rows.LINES, seed)),
        Seeds.few().limit(1).mapToObj(seed -> Arguments.of(Rows.COLUMNS, seed)));
  }

  @AfterEach
  void stop() {
    s3.close();
  }

  @ParameterizedTest(name = "{0}, seed {1}")
  @MethodSource("few")
  void aWorkerKilledAroundAPutLosesAndRepeatsNothing(Rows rows, long seed) throws Exception {
    kill(rows, seed);
  }

  @Tag("faults")
  @ParameterizedTest(name = "{0}, seed {1}")
  @MethodSource("seeds")
  void workersKilledAroundPutsLoseAndRepeatNothing(Rows rows, long seed) throws Exception {
    kill(rows, seed);
  }

  private void kill(Rows rows, long seed) throws Exception {
    Random random = Seeds.random(this, seed);
    String topic = "kill-" + rows.name().toLowerCase(Locale.ROOT) + "-" + seed;
    LocalConnect.cluster().kafka().createTopic(topic, PARTITIONS);
    Map<String, String> connector = Connectors.archive(topic, random, rows);
    Moment moment = random.nextInt(4) == 0 ? Moment.ON_ITS_WAY : Moment.STORED;
    int fatalPut = 2 + random.nextInt(8);
    AtomicInteger puts = new AtomicInteger();
    AtomicReference<WorkerProcess> victim = new AtomicReference<>();
    Consumer<S3Call> kill =
        call -> {
          if (puts.incrementAndGet() == fatalPut) {
            victim.get().kill();
          }
        };
    if (moment == Moment.STORED) {
      s3.afterPut(kill);
    } else {
      s3.beforePut(kill);
    }
    ArchiveOracle oracle = new ArchiveOracle(s3, topic, rows);

    Load load = Load.start(topic, PARTITIONS, random);
    try (load) {
      victim.set(WorkerProcess.start(folder, s3.endpoint(), connector));
      Patience.await(() -> !victim.get().alive());
      assertThat(puts.get()).as("puts until the kill").isGreaterThanOrEqualTo(fatalPut);
      assertSomethingStoredIsNotCommitted(topic, oracle);
    }
    try (WorkerProcess successor = WorkerProcess.start(folder, s3.endpoint(), connector)) {
      oracle.assertEachOnce(rows == Rows.LINES ? "kill -9" : "kill -9, Parquet", seed, load);
      assertThat(successor.alive()).isTrue();
    }
  }

  private static void assertSomethingStoredIsNotCommitted(String topic, ArchiveOracle oracle)
      throws Exception {
    try (Admin admin = LocalConnect.cluster().kafka().createAdminClient()) {
      Map<TopicPartition, OffsetAndMetadata> committed =
          admin.listConsumerGroupOffsets("connect-" + topic).partitionsToOffsetAndMetadata().get();
      long stored = 0;
      long known = 0;
      for (int p = 0; p < PARTITIONS; p++) {
        OffsetAndMetadata offset = committed.get(new TopicPartition(topic, p));
        known += offset == null ? 0 : offset.offset();
        stored += oracle.partition(p).end();
      }
      assertThat(known).as("committed, of %d stored", stored).isLessThan(stored);
    }
  }
}
