package io.tributary.connect.s3;

import static io.tributary.connect.s3.TaskUnderTest.ORDERS;
import static io.tributary.connect.s3.TaskUnderTest.at;
import static io.tributary.connect.s3.TaskUnderTest.row;
import static io.tributary.connect.s3.TaskUnderTest.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.connect.s3.fake.Fault;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How long the task keeps the framework's thread, where each request to S3 takes a second. */
final class CallBudgetTaskTest {
  private static final long REQUEST_MILLIS = 1_000;

  /** The default of `call.budget.ms`, and a put with the request that tells who was faster. */
  private static final long LONGEST_CALL_MILLIS = 60_000 + 2 * REQUEST_MILLIS;

  private final TaskUnderTest test = new TaskUnderTest();
  private final Random random = new Random(1);

  @BeforeEach
  void slowDown() {
    failing(0);
  }

  @AfterEach
  void stop() {
    test.close();
  }

  @Test
  void aCrowdOfObjectsIsStoredThoughEachFifthPutFails() {
    aCrowdIsStored(200);
  }

  @Test
  @Tag("faults")
  void aThousandObjectsAreStoredThoughEachFifthPutFails() {
    aCrowdIsStored(1_000);
  }

  @Test
  void aCrowdOfObjectsIsStoredInSeveralCalls() {
    Set<TopicPartition> many = openMany(200);
    test.put(many.stream().map(partition -> row(partition, 0)).toArray(SinkRecord[]::new));
    test.clock.advance(60_000);

    timed(test::putNothing);
    assertThat(test.s3.objects()).hasSizeBetween(50, 70);
    assertThat(test.context.takeTimeout()).as("the next call comes at once").isEqualTo(1);
    for (int call = 0; call < 3; call++) {
      timed(test::putNothing);
    }

    assertThat(test.s3.objects()).hasSize(200);
  }

  @Test
  void aBatchThatTakesTooLongComesAgainAndIsStoredOnce() {
    test.open(ORDERS, "rotate.records", "1");
    SinkRecord[] batch = rows(ORDERS, 0, 100);

    timed(
        () ->
            assertThatThrownBy(() -> test.put(batch))
                .isInstanceOf(RetriableException.class)
                .hasMessageContaining("`call.budget.ms`"));
    assertThat(test.context.takeTimeout()).isEqualTo(1);
    timed(() -> test.put(batch));

    assertThat(test.archive(ORDERS).assertChained().ids()).hasSize(100);
    assertThat(test.commit()).isEqualTo(at(ORDERS, 100));
  }

  @Test
  void partitionsAreFoundInSeveralCalls() {
    for (TopicPartition partition : partitions(100)) {
      test.open(partition, "rotate.records", "1");
      test.put(row(partition, 0));
    }
    test.s3.forgetCalls();
    test.open(ORDERS);
    timed(() -> test.task.open(partitions(200)));
    assertThat(test.context.takeSeeks()).hasSizeLessThan(100);

    // A LIST for each, and a HEAD for those that have an object.
    SinkRecord first = row(new TopicPartition("many", 199), 7);
    while (!took(first)) {
      test.clock.advance(test.context.takeTimeout());
    }

    assertThat(test.commit())
        .as("a row is open")
        .doesNotContainKey(new TopicPartition("many", 199));
    assertThat(test.s3.calls("GET")).hasSize(201);
    test.clock.advance(60_000);
    test.putNothing();
    assertThat(test.archive(new TopicPartition("many", 199)).ids()).containsExactly(7L);
  }

  @Test
  void whatIsFoundLateIsReadFromWhereItsArchiveEnds() {
    test.open(ORDERS, "rotate.records", "2");
    test.put(rows(ORDERS, 0, 2));
    test.s3.faults(call -> Fault.INTERNAL_ERROR);
    test.open(ORDERS, "rotate.records", "2");
    assertThat(test.context.takeSeeks()).isEmpty();
    assertThat(test.commit()).isEmpty();
    SinkRecord[] replayed = rows(ORDERS, 0, 4);
    assertThatThrownBy(() -> test.put(replayed)).isInstanceOf(RetriableException.class);
    assertThat(test.context.takeTimeout()).isBetween(100L, 200L);

    test.s3.faults(call -> Fault.NONE);
    test.put(replayed);
    assertThat(test.context.takeSeeks()).containsExactlyEntriesOf(java.util.Map.of(ORDERS, 2L));
    assertThat(test.s3.objects()).as("fetched before the seek").hasSize(1);
    test.put(rows(ORDERS, 2, 4));

    assertThat(test.archive(ORDERS).assertChained().ids()).containsExactly(0L, 1L, 2L, 3L);
  }

  private void aCrowdIsStored(int partitions) {
    Set<TopicPartition> many = openMany(partitions);
    test.put(many.stream().map(partition -> row(partition, 0)).toArray(SinkRecord[]::new));
    failing(20);
    test.clock.advance(60_000);

    for (int turn = 0; test.s3.objects().size() < partitions && turn < 2_000; turn++) {
      timed(this::putNothing);
      test.clock.advance(Math.max(0, test.context.takeTimeout()));
    }

    assertThat(test.s3.objects()).hasSize(partitions);
  }

  private boolean took(SinkRecord record) {
    boolean[] taken = {false};
    timed(
        () -> {
          try {
            test.put(record);
            taken[0] = true;
          } catch (RetriableException e) {
            // Comes again as the same object.
          }
        });
    return taken[0];
  }

  private void putNothing() {
    try {
      test.putNothing();
    } catch (RetriableException e) {
      // As the framework: the same batch again, after the pause that was asked for.
    }
  }

  private void timed(Runnable call) {
    long before = test.clock.millis();
    call.run();
    assertThat(test.clock.millis() - before)
        .as("milliseconds of one call")
        .isLessThanOrEqualTo(LONGEST_CALL_MILLIS);
  }

  /** Of a hundred puts so many are answered 503. */
  private void failing(int percent) {
    test.s3.faults(
        call -> {
          test.clock.advance(REQUEST_MILLIS);
          return call.isPut() && random.nextInt(100) < percent ? Fault.SLOW_DOWN : Fault.NONE;
        });
  }

  private Set<TopicPartition> openMany(int count) {
    test.open(ORDERS);
    Set<TopicPartition> many = partitions(count);
    many.forEach(partition -> test.task.open(Set.of(partition)));
    return many;
  }

  private static Set<TopicPartition> partitions(int count) {
    return IntStream.range(0, count)
        .mapToObj(number -> new TopicPartition("many", number))
        .collect(Collectors.toSet());
  }
}
