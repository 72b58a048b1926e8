package io.tributary.connect.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.stream.IntStream;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;

final class RetryScheduleTest {
  private static final TransientException FAILURE =
      new TransientException("PUT s3://b/k was answered 503 SlowDown", null);

  private final TestClock clock = new TestClock();
  private final Backoff backoff = new Backoff(100, 1000, 5000);

  @Test
  void delaysDoubleUpToTheLongestAndAreDrawnFromTheirUpperHalf() {
    Random random = new Random(1);
    long[] ceilings = {100, 200, 400, 800, 1000, 1000};
    for (int failures = 1; failures <= ceilings.length; failures++) {
      int current = failures;
      assertThat(IntStream.range(0, 200).mapToLong(i -> backoff.delayMillis(current, random)))
          .allMatch(delay -> delay >= ceilings[current - 1] / 2 && delay <= ceilings[current - 1])
          .hasSizeGreaterThan(1);
    }
  }

  @Test
  void manyFailuresDoNotOverflow() {
    assertThat(new Backoff(5_000_000_000L, Long.MAX_VALUE / 4, 1).delayMillis(64, new Random(1)))
        .isPositive();
  }

  @Test
  void givesUpWhenTheTimeoutPassed() {
    RetrySchedule schedule = new RetrySchedule(backoff, clock, new Random(1));
    int attempts = 0;
    try {
      while (true) {
        attempts++;
        clock.advance(schedule.failed(FAILURE));
      }
    } catch (ConnectException e) {
      assertThat(e)
          .hasMessageMatching(
              "Gave up after "
                  + attempts
                  + " attempts in \\d+ ms \\(`retry.timeout.ms` is 5000\\): PUT s3://b/k was answered 503 SlowDown")
          .hasCause(FAILURE);
    }
    assertThat(clock.millis() - 1_000_000).isBetween(3500L, 5000L);
  }

  @Test
  void startsAnewAfterProgress() {
    RetrySchedule schedule = new RetrySchedule(backoff, clock, new Random(1));
    schedule.failed(FAILURE);
    clock.advance(4999);
    schedule.progressed();
    assertThat(schedule.failed(FAILURE)).isBetween(50L, 100L);
    clock.advance(5001);
    assertThatThrownBy(() -> schedule.failed(FAILURE)).isInstanceOf(ConnectException.class);
  }

  @Test
  void blockingRetrySleepsBetweenAttempts() {
    BlockingRetry retry = new BlockingRetry(backoff, clock, new Random(1));
    int[] attempts = {0};
    String answer =
        retry.call(
            () -> {
              if (++attempts[0] < 4) {
                throw FAILURE;
              }
              return "done";
            });
    assertThat(answer).isEqualTo("done");
    assertThat(clock.millis() - 1_000_000).isBetween(350L, 700L);
  }
}
