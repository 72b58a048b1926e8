package io.tributary.connect.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

final class DeadLettersTest {
  private static final TopicPartition ORDERS = new TopicPartition("orders", 0);
  private static final TopicPartition CUSTOMERS = new TopicPartition("customers", 2);

  private final List<CompletableFuture<Void>> reports = new ArrayList<>();
  private final DeadLetters letters =
      new DeadLetters(
          (record, cause) -> {
            CompletableFuture<Void> report = new CompletableFuture<>();
            reports.add(report);
            return report;
          });

  @Test
  void areAcceptedOnlyWhereThereIsAReporter() {
    assertThat(letters.accepted()).isTrue();
    assertThat(new DeadLetters(null).accepted()).isFalse();
  }

  @Test
  void areAwaitedByTheirPartition() {
    report(ORDERS);
    report(CUSTOMERS);
    reports.get(0).complete(null);

    letters.await(ORDERS);

    assertThat(letters.pending()).as("that of the other partition").isEqualTo(1);
  }

  @Test
  void afterAThousandEachWaitsForTheOldest() {
    for (int i = 0; i < 1_000; i++) {
      report(ORDERS);
    }
    assertThat(letters.pending()).isEqualTo(1_000);
    reports.get(0).completeExceptionally(new IllegalStateException("topic is gone"));

    assertThatThrownBy(() -> report(ORDERS))
        .isInstanceOf(ConnectException.class)
        .hasMessage("A bad record could not be reported")
        .hasCause(new IllegalStateException("topic is gone"));
    assertThat(reports).as("the record itself is not reported").hasSize(1_000);
  }

  @Test
  void acknowledgedOnesTakeNoRoom() {
    for (int i = 0; i < 5_000; i++) {
      report(ORDERS);
      reports.get(i).complete(null);
    }
    assertThat(letters.pending()).isLessThanOrEqualTo(1_000);
    letters.await(ORDERS);
    assertThat(letters.pending()).isZero();
  }

  @Test
  void aWaitHasOneTimeLimitForAllAndGoesOnInTheNext() {
    List<CompletableFuture<Void>> slow = new ArrayList<>();
    DeadLetters impatient =
        new DeadLetters(
            (record, cause) -> {
              long millis = 60L * (slow.size() + 1);
              slow.add(
                  CompletableFuture.runAsync(
                      () -> {}, CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS)));
              return slow.get(slow.size() - 1);
            },
            150);
    for (int i = 0; i < 10; i++) {
      report(impatient, ORDERS);
    }

    assertThatThrownBy(() -> impatient.await(ORDERS))
        .isInstanceOf(TransientException.class)
        .hasMessageMatching("No reports of bad records within \\d+ ms");
    assertThat(impatient.pending()).isBetween(1, 9);
    CompletableFuture.allOf(slow.toArray(CompletableFuture[]::new)).join();
    impatient.await(ORDERS);
    assertThat(impatient.pending()).isZero();
  }

  @Test
  void aFailureHoldsItsPartitionsOffsetBackAndEndsTheNextCall() {
    report(ORDERS);
    report(CUSTOMERS);
    letters.requireNoneFailed();
    reports.get(0).completeExceptionally(new IllegalStateException("record is too large"));
    reports.get(1).complete(null);

    assertThat(
            letters.acknowledged(
                Map.of(ORDERS, new OffsetAndMetadata(9), CUSTOMERS, new OffsetAndMetadata(4))))
        .isEqualTo(Map.of(CUSTOMERS, new OffsetAndMetadata(4)));
    assertThatThrownBy(letters::requireNoneFailed)
        .isInstanceOf(ConnectException.class)
        .hasMessage("A bad record could not be reported")
        .hasCause(new IllegalStateException("record is too large"));
  }

  @Test
  void anInterruptEndsTheWaitAndStaysSet() {
    report(ORDERS);
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> letters.await(ORDERS))
        .isInstanceOf(ConnectException.class)
        .hasMessage("Interrupted while waiting for reports of bad records");
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void areForgottenWithTheirPartition() {
    report(ORDERS);
    report(CUSTOMERS);
    letters.forget(Set.of(ORDERS));
    assertThat(letters.pending()).isEqualTo(1);
    letters.await(ORDERS);
  }

  private void report(TopicPartition partition) {
    report(letters, partition);
  }

  private static void report(DeadLetters letters, TopicPartition partition) {
    letters.report(
        new SinkRecord(
            partition.topic(),
            partition.partition(),
            null,
            null,
            null,
            "bad",
            0,
            0L,
            TimestampType.CREATE_TIME),
        new IllegalArgumentException("bad"));
  }
}
