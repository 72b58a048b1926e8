package io.tributary.connect.dynamodb;

import static io.tributary.connect.dynamodb.Changes.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.connect.dynamodb.fake.Fault;
import io.tributary.connect.sink.MonotonicClock;
import io.tributary.connect.testkit.ManualClock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of writes when DynamoDB does not answer as it should. */
final class FaultTaskTest {
  private final SinkUnderTest sink = new SinkUnderTest();

  @AfterEach
  void close() {
    sink.close();
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"INTERNAL_ERROR", "UNAVAILABLE", "THROTTLED", "LOST_ANSWER", "DROPPED", "SLOW"})
  void passingFailuresAreRetriedUntilAllIsWritten(Fault fault) {
    sink.open();
    AtomicInteger asked = new AtomicInteger();
    sink.dynamoDb.faults(() -> asked.getAndIncrement() % 3 == 0 ? fault : Fault.NONE);
    sink.put(0, rows(60));

    assertThat(sink.items()).hasSize(60);
    assertThat(sink.number("written") + sink.number("repeated")).isEqualTo(60);
    assertThat(sink.number("stale")).isZero();
    assertThat(sink.number("retries")).matches(retries -> fault == Fault.SLOW || retries >= 20);
    // A write whose answer is lost twice is found there once.
    assertThat(sink.number("repeated")).matches(again -> fault != Fault.LOST_ANSWER || again >= 10);
  }

  @Test
  void writesUnderWayAreBounded() {
    sink.open("max.in.flight", "7");
    sink.dynamoDb.answersAfter(20);
    sink.put(0, rows(100));

    // A busy machine may not get as many to the server.
    assertThat(sink.dynamoDb.mostRunning()).isBetween(2, 7);
    assertThat(sink.number("most_in_flight")).isEqualTo(7);
    assertThat(sink.items()).hasSize(100);
  }

  @Test
  void aCallEndsWithItsBudgetAndTheBatchIsWantedAgain() {
    sink.open("call.budget.ms", "20", "max.in.flight", "1");
    sink.dynamoDb.answersAfter(5);
    int calls = 1;
    List<SinkRecord> batch = SinkUnderTest.records(0, rows(40));
    while (!went(batch)) {
      calls++;
    }

    assertThat(calls).isGreaterThan(2);
    assertThat(sink.items()).hasSize(40);
    assertThat(sink.dynamoDb.writes()).isEqualTo(40);
  }

  @Test
  void aCallThatBeginsLateGetsSomeWritesFurtherAllTheSame() {
    ManualClock time = new ManualClock();
    sink.clock = hasty(time);
    sink.open("call.budget.ms", "1", "max.in.flight", "10");
    List<SinkRecord> batch = SinkUnderTest.records(0, rows(40));
    int calls = 1;
    while (calls < 100 && !went(batch)) {
      calls++;
    }

    assertThat(calls).isLessThanOrEqualTo(40);
    assertThat(sink.items()).hasSize(40);
  }

  @Test
  void aPauseDoesNotOutlastACallsBudget() {
    sink.open(
        "call.budget.ms", "500", "retry.backoff.ms", "20000", "retry.max.backoff.ms", "20000");
    sink.dynamoDb.faults(() -> Fault.THROTTLED);
    long started = System.nanoTime();

    assertThat(went(SinkUnderTest.records(0, rows(1)))).isFalse();
    // Half of the pause at least is drawn: a busy machine has room below that.
    assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofMillis(9_000));
  }

  @Test
  void theTaskFailsWhereNothingSucceedsForTooLong() {
    sink.open("retry.timeout.ms", "60");
    sink.dynamoDb.faults(() -> Fault.THROTTLED);

    assertThatThrownBy(() -> sink.put(0, rows(5)))
        .isInstanceOf(ConnectException.class)
        .isNotInstanceOf(RetriableException.class)
        .hasMessageStartingWith("Gave up after")
        .hasMessageContaining(
            "A write to kafka_orders was answered 400 ProvisionedThroughputExceeded");
  }

  @Test
  void aRefusalThatWillNotPassFailsTheTaskAtOnce() {
    sink.open();
    sink.dynamoDb.faults(() -> Fault.FORBIDDEN);

    assertThatThrownBy(() -> sink.put(0, rows(5)))
        .isInstanceOf(ConnectException.class)
        .isNotInstanceOf(RetriableException.class)
        .hasMessageContaining("AccessDeniedException");
  }

  /** A second passes whenever somebody looks. */
  private static MonotonicClock hasty(ManualClock time) {
    return new MonotonicClock() {
      @Override
      public long millis() {
        time.advance(1_000);
        return time.millis();
      }

      @Override
      public void sleep(long millis) {
        time.advance(millis);
      }
    };
  }

  private boolean went(List<SinkRecord> batch) {
    try {
      sink.task.put(batch);
      return true;
    } catch (RetriableException e) {
      return false;
    }
  }

  private static Object[] rows(int count) {
    Object[] rows = new Object[count];
    for (int i = 0; i < count; i++) {
      rows[i] = row("id", (long) i);
    }
    return rows;
  }
}
