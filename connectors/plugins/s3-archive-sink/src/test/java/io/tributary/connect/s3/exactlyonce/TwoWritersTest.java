package io.tributary.connect.s3.exactlyonce;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.connect.s3.TaskFactory;
import io.tributary.connect.s3.fake.FakeS3;
import io.tributary.connect.s3.fake.Fault;
import io.tributary.connect.s3.fake.S3Call;
import io.tributary.connect.s3.fake.StoredArchive;
import io.tributary.connect.testkit.FakeTaskContext;
import io.tributary.connect.testkit.ManualClock;
import io.tributary.connect.testkit.PartitionLog;
import io.tributary.connect.testkit.Seeds;
import io.tributary.connect.testkit.SimulatedWorker;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Two tasks that both believe they own a partition, each cutting objects at places of its own. */
final class TwoWritersTest {
  private static final TopicPartition PARTITION = new TopicPartition("salesdb.salesdb.ORDERS", 0);
  private static final int OFFSETS = 600;

  private final FakeS3 s3 = new FakeS3();
  private final ManualClock clock = new ManualClock();

  static Stream<Arguments> seeds() {
    return Stream.of(Rows.values())
        .flatMap(rows -> Seeds.all().mapToObj(seed -> Arguments.of(rows, seed)));
  }

  @AfterEach
  void stop() {
    s3.close();
  }

  @ParameterizedTest(name = "{0}, seed {1}")
  @MethodSource("seeds")
  void zombiePausedBeforeItsPutMeetsItsSuccessor(Rows rows, long seed) throws Exception {
    Random random = Seeds.random(this, seed);
    PartitionLog log = PartitionLog.random(PARTITION, OFFSETS, random);
    int pausedPut = 1 + random.nextInt(5);
    CountDownLatch paused = new CountDownLatch(1);
    CountDownLatch resumed = new CountDownLatch(1);
    AtomicInteger puts = new AtomicInteger();
    s3.beforePut(
        call -> {
          if (puts.incrementAndGet() == pausedPut) {
            paused.countDown();
            await(resumed);
          }
        });

    SimulatedWorker zombie = worker(rows, log, random).assign(0);
    Thread zombieThread =
        new Thread(
            () -> {
              while (resumed.getCount() > 0) {
                clock.advance(7);
                zombie.turn();
              }
            });
    zombieThread.start();
    await(paused);

    SimulatedWorker successor =
        worker(rows, log, new Random(seed + 1)).assign(zombie.committed(PARTITION));
    int turns = 1 + random.nextInt(15);
    for (int i = 0; i < turns; i++) {
      clock.advance(20);
      successor.turn();
    }
    resumed.countDown();
    zombieThread.join();
    finish(log, random, zombie, successor);

    assertArchived(log);
  }

  @ParameterizedTest(name = "{0}, seed {1}")
  @MethodSource("seeds")
  void twoOwnersTakeTurnsWhileS3Fails(Rows rows, long seed) {
    Random random = Seeds.random(this, seed);
    PartitionLog log = PartitionLog.random(PARTITION, OFFSETS, random);
    Fault[] kinds = {
      Fault.INTERNAL_ERROR, Fault.SLOW_DOWN, Fault.CONFLICT, Fault.LOST_ANSWER, Fault.DROPPED
    };
    Random faults = new Random(seed);
    s3.faults(call -> faults.nextInt(4) == 0 ? kinds[faults.nextInt(kinds.length)] : Fault.NONE);

    SimulatedWorker first = worker(rows, log, random).assign(0);
    SimulatedWorker second = worker(rows, log, random).assign(0);
    for (int i = 0; i < 60; i++) {
      clock.advance(random.nextInt(30));
      SimulatedWorker actor = random.nextBoolean() ? first : second;
      if (random.nextInt(12) == 0) {
        actor.revoke();
        actor.assign(actor.committed(PARTITION));
      } else {
        actor.turn();
      }
    }
    finish(log, random, first, second);

    assertArchived(log);
  }

  private SimulatedWorker worker(Rows rows, PartitionLog log, Random random) {
    FakeTaskContext context = new FakeTaskContext();
    Map<String, String> config = new HashMap<>(rows.config(new Random(OFFSETS)));
    config.putAll(
        TaskFactory.config(
            "rotate.records", Integer.toString(5 + random.nextInt(40)),
            "rotate.bytes", Integer.toString(300 + random.nextInt(2000)),
            "rotate.interval.ms", Integer.toString(20 + random.nextInt(200)),
            "retry.timeout.ms", "1000000000"));
    SinkTask task = TaskFactory.start(s3, clock, context, config);
    return new SimulatedWorker(task, context, random, log).through(rows::transformed);
  }

  /** Both run on until everything is stored, however often they get in each other's way. */
  private void finish(PartitionLog log, Random random, SimulatedWorker... workers) {
    StoredArchive archive = archive();
    for (int i = 0; i < 2000; i++) {
      clock.advance(20);
      workers[random.nextInt(workers.length)].turn();
      if (i % 20 == 0 && archive.ids().size() >= log.expectedIds().size()) {
        return;
      }
    }
  }

  private void assertArchived(PartitionLog log) {
    assertThat(archive().assertChained().ids()).isEqualTo(log.expectedIds());
    assertThat(s3.calls("PUT").stream().map(S3Call::key).distinct().count())
        .as("no key but those in the chain was ever tried")
        .isEqualTo(s3.objects().size());
  }

  private StoredArchive archive() {
    return new StoredArchive(s3, "raw/" + PARTITION.topic() + "/partition=0/");
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
