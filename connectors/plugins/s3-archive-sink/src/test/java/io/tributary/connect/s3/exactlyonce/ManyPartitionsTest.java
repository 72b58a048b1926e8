package io.tributary.connect.s3.exactlyonce;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.connect.s3.TaskFactory;
import io.tributary.connect.s3.fake.FakeS3;
import io.tributary.connect.s3.fake.Fault;
import io.tributary.connect.s3.fake.StoredArchive;
import io.tributary.connect.testkit.FakeTaskContext;
import io.tributary.connect.testkit.ManualClock;
import io.tributary.connect.testkit.PartitionLog;
import io.tributary.connect.testkit.Seeds;
import io.tributary.connect.testkit.SimulatedWorker;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Partitions that wander between two tasks, too many for one call: requests are slow and fail, so
 * that ends are found late, batches are taken in parts and objects are stored in several calls. A
 * transform leaves records out.
 */
final class ManyPartitionsTest {
  private static final int PARTITIONS = 30;
  private static final int OFFSETS = 60;

  private final FakeS3 s3 = new FakeS3();
  private final ManualClock clock = new ManualClock();
  private final Map<TopicPartition, PartitionLog> logs = new HashMap<>();
  private final Map<TopicPartition, SimulatedWorker> owners = new HashMap<>();

  static LongStream seeds() {
    return Seeds.all();
  }

  @AfterEach
  void stop() {
    s3.close();
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void eachRowIsStoredOnce(long seed) {
    Random random = Seeds.random(this, seed);
    for (int number = 0; number < PARTITIONS; number++) {
      TopicPartition partition = new TopicPartition("many", number);
      logs.put(partition, PartitionLog.random(partition, OFFSETS, random));
    }
    Fault[] kinds = {Fault.INTERNAL_ERROR, Fault.SLOW_DOWN, Fault.LOST_ANSWER, Fault.DROPPED};
    Random faults = new Random(seed);
    s3.faults(
        call -> {
          clock.advance(faults.nextInt(30));
          return faults.nextInt(6) == 0 ? kinds[faults.nextInt(kinds.length)] : Fault.NONE;
        });
    List<SimulatedWorker> workers = List.of(worker(random), worker(random));
    Map<TopicPartition, Long> all = new HashMap<>();
    logs.keySet().forEach(partition -> all.put(partition, 0L));
    give(workers.get(0), all);

    for (int turn = 0; turn < 400; turn++) {
      clock.advance(random.nextInt(30));
      if (random.nextInt(15) == 0) {
        move(workers, random);
      }
      workers.get(random.nextInt(2)).turn();
    }
    s3.faults(call -> Fault.NONE);
    for (int turn = 0; turn < 3_000 && !complete(); turn++) {
      clock.advance(20);
      workers.get(turn % 2).turn();
    }

    logs.values()
        .forEach(
            log ->
                assertThat(archive(log).assertChained().ids())
                    .as("%s", log.partition())
                    .isEqualTo(expected(log)));
  }

  /** Some partitions go to the other task, which begins where the group stands. */
  private void move(List<SimulatedWorker> workers, Random random) {
    List<TopicPartition> some = new ArrayList<>(logs.keySet());
    some.sort((one, other) -> Integer.compare(one.partition(), other.partition()));
    Collections.shuffle(some, random);
    SimulatedWorker from = owners.get(some.get(0));
    List<TopicPartition> moved =
        some.subList(0, 1 + random.nextInt(PARTITIONS)).stream()
            .filter(partition -> owners.get(partition) == from)
            .toList();
    from.revoke(moved);
    Map<TopicPartition, Long> offsets = new HashMap<>();
    moved.forEach(partition -> offsets.put(partition, from.committed(partition)));
    give(workers.get(from == workers.get(0) ? 1 : 0), offsets);
  }

  private void give(SimulatedWorker worker, Map<TopicPartition, Long> offsets) {
    offsets.keySet().forEach(partition -> owners.put(partition, worker));
    worker.assign(offsets);
  }

  private SimulatedWorker worker(Random random) {
    FakeTaskContext context = new FakeTaskContext();
    SinkTask task =
        TaskFactory.start(
            s3,
            clock,
            context,
            TaskFactory.config(
                "call.budget.ms", Integer.toString(50 + random.nextInt(300)),
                "rotate.records", Integer.toString(3 + random.nextInt(20)),
                "rotate.interval.ms", Integer.toString(100 + random.nextInt(500)),
                "retry.timeout.ms", "1000000000"));
    return new SimulatedWorker(task, context, random, logs.values().toArray(PartitionLog[]::new))
        .keeping(ManyPartitionsTest::kept);
  }

  private boolean complete() {
    return logs.values().stream()
        .allMatch(log -> archive(log).ids().size() >= expected(log).size());
  }

  private static List<Long> expected(PartitionLog log) {
    return log.expectedIds().stream().filter(id -> id % 7 != 3).toList();
  }

  private static boolean kept(SinkRecord record) {
    return record.kafkaOffset() % 7 != 3;
  }

  private StoredArchive archive(PartitionLog log) {
    return new StoredArchive(s3, "raw/many/partition=" + log.partition().partition() + "/");
  }
}
