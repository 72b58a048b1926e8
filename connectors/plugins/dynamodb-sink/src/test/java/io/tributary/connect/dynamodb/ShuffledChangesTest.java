package io.tributary.connect.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.connect.dynamodb.fake.Fault;
import io.tributary.connect.testkit.FakeTaskContext;
import io.tributary.connect.testkit.PartitionLog;
import io.tributary.connect.testkit.Seeds;
import io.tributary.connect.testkit.SimulatedWorker;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Changes in any order, some of them more than once and bad ones among them, through two tasks at
 * the same time that both believe they own the partition, while DynamoDB fails: in the end the
 * table is what the source is.
 */
final class ShuffledChangesTest {
  private static final int CHANGES = 400;
  private static final int KEYS = 25;
  private static final Fault[] FAULTS = {
    Fault.INTERNAL_ERROR, Fault.THROTTLED, Fault.LOST_ANSWER, Fault.DROPPED, Fault.UNAVAILABLE
  };

  private final SinkUnderTest sink = new SinkUnderTest();
  private final Set<Long> reported = new ConcurrentSkipListSet<>();

  static LongStream seeds() {
    return Seeds.all();
  }

  @AfterEach
  void close() {
    sink.close();
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void endAsTheSourceDoes(long seed) throws InterruptedException {
    Random random = Seeds.random(this, seed);
    RowHistory history = new RowHistory(random, KEYS);
    List<Map<String, Object>> changes = new ArrayList<>(history.next(CHANGES));
    for (int i = 0; i < CHANGES / 4; i++) {
      changes.add(changes.get(random.nextInt(CHANGES)));
    }
    Set<Map<String, Object>> bad = Collections.newSetFromMap(new IdentityHashMap<>());
    for (int i = 0; i < CHANGES / 20; i++) {
      Map<String, Object> row = Changes.row("id", (long) random.nextInt(KEYS), "v", Double.NaN);
      Map<String, Object> change = Changes.create(row, 1_000_000 + i);
      bad.add(change);
      changes.add(change);
    }
    Collections.shuffle(changes, random);
    Set<Long> badOffsets = new TreeSet<>();
    PartitionLog log = new PartitionLog(SinkUnderTest.ORDERS);
    for (int offset = 0; offset < changes.size(); offset++) {
      log.add(offset, changes.get(offset));
      if (bad.contains(changes.get(offset))) {
        badOffsets.add((long) offset);
      }
    }
    sink.dynamoDb.create(SinkUnderTest.TABLE, "id", "N");
    Random faults = new Random(seed);
    sink.dynamoDb.faults(
        () -> {
          synchronized (faults) {
            return faults.nextInt(5) == 0 ? FAULTS[faults.nextInt(FAULTS.length)] : Fault.NONE;
          }
        });

    Thread first = started(log, seed);
    Thread second = started(log, seed + 1_000);
    first.join();
    second.join();

    assertThat(RowHistory.rows(sink.dynamoDb.table(SinkUnderTest.TABLE).live()))
        .isEqualTo(history.rows());
    assertThat(reported).isEqualTo(badOffsets);
  }

  /** A worker that goes through the whole log, and now and then begins again where it committed. */
  private Thread started(PartitionLog log, long seed) {
    Random random = new Random(seed);
    FakeTaskContext context =
        new FakeTaskContext(
            (record, cause) -> {
              reported.add(record.originalKafkaOffset());
              return CompletableFuture.completedFuture(null);
            });
    DynamoDbSinkTask task =
        sink.start(
            context,
            "name",
            "worker-" + seed,
            "envelope",
            "debezium",
            // Rows of snapshots come in any order here, which no source does.
            "stale.snapshots",
            "ignore",
            "call.budget.ms",
            Integer.toString(20 + random.nextInt(60)),
            "max.in.flight",
            Integer.toString(1 + random.nextInt(32)),
            "retry.timeout.ms",
            "1000000");
    Thread thread =
        new Thread(
            () -> {
              SimulatedWorker worker = new SimulatedWorker(task, context, random, log).assign(0);
              while (worker.committed(log.partition()) < log.end()) {
                if (worker.turn() && random.nextInt(20) == 0) {
                  worker.revoke();
                  worker.assign(worker.committed(log.partition()));
                }
                worker.commit();
              }
              task.stop();
            });
    thread.start();
    return thread;
  }
}
