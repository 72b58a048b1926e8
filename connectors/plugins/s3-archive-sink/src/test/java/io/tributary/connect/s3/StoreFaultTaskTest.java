package io.tributary.connect.s3;

import static io.tributary.connect.s3.TaskUnderTest.ORDERS;
import static io.tributary.connect.s3.TaskUnderTest.at;
import static io.tributary.connect.s3.TaskUnderTest.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.connect.s3.fake.Fault;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the task does when S3 does not do what it is asked. */
final class StoreFaultTaskTest {
  private static final String KEY = "raw/orders/partition=0/orders+0+00000000000000000000.jsonl.gz";

  private final TaskUnderTest test = new TaskUnderTest();

  @AfterEach
  void stop() {
    test.close();
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "INTERNAL_ERROR",
        "SLOW_DOWN",
        "CONFLICT",
        "DROPPED",
        "LOST_ANSWER",
        "BAD_DIGEST",
        "INCOMPLETE_BODY",
        "BODY_MISMATCH"
      })
  void asksForTheSameBatchAgainAndStoresItOnce(Fault fault) {
    test.open(ORDERS, "rotate.records", "2", "retry.backoff.ms", "100");
    failFirst(1, "PUT", fault);
    SinkRecord[] batch = rows(ORDERS, 0, 4);

    assertThatThrownBy(() -> test.put(batch)).isInstanceOf(RetriableException.class);
    assertThat(test.context.takeTimeout()).isBetween(50L, 100L);
    assertThat(test.commit()).isEmpty();
    test.put(batch);

    assertThat(test.archive(ORDERS).assertChained().ids()).containsExactly(0L, 1L, 2L, 3L);
    assertThat(test.context.takeSeeks()).isEmpty();
    assertThat(test.commit()).isEqualTo(at(ORDERS, 4));
  }

  @Test
  void countsARequestThatTakesTooLongAsFailed() {
    test.open(ORDERS, "rotate.records", "1", "s3.request.timeout.ms", "100");
    failFirst(1, "PUT", Fault.SLOW);
    SinkRecord[] batch = rows(ORDERS, 0, 1);

    assertThatThrownBy(() -> test.put(batch)).isInstanceOf(RetriableException.class);
  }

  @Test
  void waitsLongerEachTimeAndGivesUpInTheEnd() {
    test.open(
        ORDERS,
        "rotate.records",
        "1",
        "retry.backoff.ms",
        "100",
        "retry.max.backoff.ms",
        "400",
        "retry.timeout.ms",
        "2000");
    failFirst(Integer.MAX_VALUE, "PUT", Fault.SLOW_DOWN);
    SinkRecord[] batch = rows(ORDERS, 0, 1);

    long waited = 0;
    while (waited < 1600) {
      assertThatThrownBy(() -> test.put(batch))
          .isInstanceOf(RetriableException.class)
          .hasMessageMatching(
              "PUT s3://archive-bucket/.* was answered 503 SlowDown \\(request .*\\)");
      long delay = test.context.takeTimeout();
      waited += delay;
      test.clock.advance(delay);
    }
    test.clock.advance(400);
    assertThatThrownBy(() -> test.put(batch))
        .isInstanceOf(ConnectException.class)
        .isNotInstanceOf(RetriableException.class)
        .hasMessageContaining("(`retry.timeout.ms` is 2000): PUT s3://archive-bucket/" + KEY);
  }

  @Test
  void failsAtOnceWhenAnotherAttemptIsPointless() {
    test.open(ORDERS, "rotate.records", "1");
    failFirst(1, "PUT", Fault.FORBIDDEN);

    assertThatThrownBy(() -> test.put(rows(ORDERS, 0, 1)))
        .isInstanceOf(ConnectException.class)
        .isNotInstanceOf(RetriableException.class)
        .hasMessageStartingWith(
            "PUT s3://archive-bucket/" + KEY + " was answered 403 AccessDenied");
    assertThat(test.commit()).isEmpty();
  }

  @Test
  void retriesATimeRotationWithoutRecords() {
    test.open(ORDERS, "rotate.interval.ms", "1000");
    test.put(rows(ORDERS, 0, 1));
    test.clock.advance(1000);
    failFirst(1, "PUT", Fault.INTERNAL_ERROR);

    assertThatThrownBy(test::putNothing).isInstanceOf(RetriableException.class);
    test.putNothing();

    assertThat(test.archive(ORDERS).assertChained().ids()).containsExactly(0L);
  }

  @Test
  void aPartitionThatComesBackDuringARetryLosesNothing() {
    test.open(ORDERS, "rotate.records", "2");
    SinkRecord[] batch = rows(ORDERS, 0, 6);
    failFirst(1, "PUT", Fault.INTERNAL_ERROR, 1);
    assertThatThrownBy(() -> test.put(batch)).isInstanceOf(RetriableException.class);

    // The framework drops a revoked partition's records from the failed batch and reads them again
    // from the seek.
    test.task.close(Set.of(ORDERS));
    test.task.open(Set.of(ORDERS));
    assertThat(test.context.takeSeeks()).isEqualTo(Map.of(ORDERS, 2L));
    test.put(rows(ORDERS, 2, 6));

    assertThat(test.archive(ORDERS).assertChained().ids()).containsExactly(0L, 1L, 2L, 3L, 4L, 5L);
  }

  @Test
  void leftoversOfAFailedBatchAreNotTakenForThePartitionThatCameBack() {
    test.open(ORDERS, "rotate.records", "2");
    SinkRecord[] batch = rows(ORDERS, 0, 6);
    failFirst(1, "PUT", Fault.INTERNAL_ERROR, 1);
    assertThatThrownBy(() -> test.put(batch)).isInstanceOf(RetriableException.class);

    // A transform that renames topics keeps the framework from finding the records it should drop.
    test.task.close(Set.of(ORDERS));
    test.task.open(Set.of(ORDERS));
    test.put(batch[4], batch[5]);
    assertThat(test.archive(ORDERS).ids()).containsExactly(0L, 1L);
    test.put(rows(ORDERS, 2, 6));

    assertThat(test.archive(ORDERS).assertChained().ids()).containsExactly(0L, 1L, 2L, 3L, 4L, 5L);
  }

  @Test
  void doesNotWaitWhileItIsAssignedPartitionsAndGivesUpInTheEnd() {
    failFirst(Integer.MAX_VALUE, "GET", Fault.INTERNAL_ERROR);
    long before = test.clock.millis();
    test.open(ORDERS, "retry.timeout.ms", "10000");
    assertThat(test.clock.millis()).isEqualTo(before);

    assertThatThrownBy(this::putNothingUntilItGivesUp)
        .isInstanceOf(ConnectException.class)
        .isNotInstanceOf(RetriableException.class)
        .hasMessageContaining(
            "LIST s3://archive-bucket/raw/orders/partition=0/orders+0+ was answered 500");
  }

  private void putNothingUntilItGivesUp() {
    while (true) {
      try {
        test.putNothing();
      } catch (RetriableException e) {
        test.clock.advance(test.context.takeTimeout());
      }
    }
  }

  private void failFirst(int times, String method, Fault fault) {
    failFirst(times, method, fault, 0);
  }

  private void failFirst(int times, String method, Fault fault, int spared) {
    AtomicInteger seen = new AtomicInteger();
    test.s3.faults(
        call -> {
          if (!call.method().equals(method)) {
            return Fault.NONE;
          }
          int number = seen.getAndIncrement();
          return number >= spared && number - spared < times ? fault : Fault.NONE;
        });
  }
}
