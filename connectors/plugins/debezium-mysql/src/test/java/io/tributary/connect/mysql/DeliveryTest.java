package io.tributary.connect.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class DeliveryTest {
  private static final Duration SHORT = Duration.ofMillis(50);

  private final Delivery delivery = new Delivery();

  @Test
  void endsWhenAPollFoundNothingAndAllIsAcknowledged() throws Exception {
    poll(2);
    var waiting = await();
    poll(1);
    poll(0);
    delivery.acknowledged();
    delivery.acknowledged();
    assertThat(waiting.isDone()).isFalse();
    delivery.acknowledged();

    assertThat(waiting.get(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void doesNotTrustAPollThatWasUnderWay() throws Exception {
    delivery.polling();
    var waiting = await();
    delivery.polled(0);

    assertThat(isDoneSoon(waiting)).isFalse();
    poll(0);
    assertThat(waiting.get(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void givesUpAtItsLimit() throws InterruptedException {
    poll(1);
    poll(0);

    assertThat(delivery.await(SHORT)).isFalse();
  }

  private void poll(int events) {
    delivery.polling();
    delivery.polled(events);
  }

  /** Under way when it returns. */
  private CompletableFuture<Boolean> await() throws InterruptedException {
    var done = new CompletableFuture<Boolean>();
    var thread =
        new Thread(
            () -> {
              try {
                done.complete(delivery.await(Duration.ofSeconds(10)));
              } catch (InterruptedException e) {
                done.completeExceptionally(e);
              }
            });
    thread.start();
    while (thread.getState() != Thread.State.TIMED_WAITING) {
      Thread.sleep(1);
    }
    return done;
  }

  private static boolean isDoneSoon(CompletableFuture<Boolean> waiting)
      throws ExecutionException, InterruptedException {
    try {
      return waiting.get(SHORT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return false;
    }
  }
}
