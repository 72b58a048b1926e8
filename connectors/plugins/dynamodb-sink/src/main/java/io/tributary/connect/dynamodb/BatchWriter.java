package io.tributary.connect.dynamodb;

import io.tributary.connect.dynamodb.NewestWrites.Candidates;
import io.tributary.connect.dynamodb.WriteAnswers.Outcome;
import io.tributary.connect.sink.Backoff;
import io.tributary.connect.sink.BudgetSpentException;
import io.tributary.connect.sink.CallBudget;
import io.tributary.connect.sink.MonotonicClock;
import io.tributary.connect.sink.RetrySchedule;
import io.tributary.connect.sink.TransientException;
import io.tributary.connect.sink.Waits;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;

/**
 * Makes the writes of a batch, many at a time and one for an item. Each failed one has its own
 * pauses, so others go on meanwhile. When it returns, or throws, no write is under way. Used by the
 * task's thread only.
 */
final class BatchWriter {
  /** What becomes of a batch's writes. */
  interface Listener {
    void done(ItemWrite write, Outcome outcome);

    /**
     * The item can never be written.
     *
     * @throws RuntimeException to end the batch
     */
    void bad(ItemWrite write, DataException reason);

    /**
     * @param pauseMillis until the next attempt
     */
    void retried(TransientException failure, long pauseMillis);

    void inFlight(int writes);
  }

  private record Answer(Candidates item, ItemWrite write, Throwable failure) {}

  private final ItemStore store;
  private final WriteAnswers answers;
  private final int maxInFlight;
  private final Backoff backoff;
  private final MonotonicClock clock;
  private final RetrySchedule giveUp;
  private final RandomGenerator random = new Random();
  private final BlockingQueue<Answer> arrived = new LinkedBlockingQueue<>();

  BatchWriter(
      ItemStore store,
      WriteAnswers answers,
      int maxInFlight,
      Backoff backoff,
      MonotonicClock clock) {
    this.store = store;
    this.answers = answers;
    this.maxInFlight = maxInFlight;
    this.backoff = backoff;
    this.clock = clock;
    giveUp = new RetrySchedule(backoff, clock, random);
  }

  /**
   * @throws BudgetSpentException before all is written
   * @throws ConnectException when some write will never succeed for a reason that is not its own,
   *     or none has succeeded for too long
   */
  void write(Collection<Candidates> items, CallBudget budget, Listener listener) {
    Run run = new Run(items, listener);
    try {
      run.untilDone(budget);
    } finally {
      run.drain();
    }
  }

  /** One batch on its way. */
  private final class Run {
    private final Deque<Candidates> ready;
    private final PriorityQueue<Candidates> waiting =
        new PriorityQueue<>(Comparator.comparingLong(Candidates::dueMillis));
    private final Listener listener;
    private int inFlight;

    Run(Collection<Candidates> items, Listener listener) {
      ready = new ArrayDeque<>(items);
      this.listener = listener;
    }

    void untilDone(CallBudget budget) {
      // Whatever a call has left when it comes here, it gets some writes further.
      boolean first = true;
      while (!ready.isEmpty() || !waiting.isEmpty() || inFlight > 0) {
        if (!first && (!ready.isEmpty() || !waiting.isEmpty())) {
          budget.require();
        }
        first = false;
        startAllDue();
        Answer answer = nextAnswer(budget);
        if (answer != null) {
          take(answer);
        }
      }
    }

    /** What is under way is waited for; what comes of it still counts. */
    void drain() {
      while (inFlight > 0) {
        Answer answer = await(Long.MAX_VALUE);
        inFlight--;
        try {
          listener.done(answer.write(), answers.of(answer.write(), answer.failure()));
        } catch (RuntimeException e) {
          // It comes again with its batch.
          continue;
        }
      }
    }

    private void startAllDue() {
      while (!waiting.isEmpty() && waiting.element().dueMillis() <= clock.millis()) {
        ready.addLast(waiting.remove());
      }
      while (inFlight < maxInFlight && !ready.isEmpty()) {
        Candidates item = ready.removeFirst();
        ItemWrite write = item.newest();
        inFlight++;
        listener.inFlight(inFlight);
        begin(write).whenComplete((done, failure) -> arrived.add(new Answer(item, write, failure)));
      }
    }

    private CompletableFuture<?> begin(ItemWrite write) {
      try {
        return store.make(write);
      } catch (RuntimeException e) {
        return CompletableFuture.failedFuture(e);
      }
    }

    /** Null where a pause or the budget has ended before an answer came. */
    private Answer nextAnswer(CallBudget budget) {
      long pause =
          waiting.isEmpty()
              ? Long.MAX_VALUE
              : Math.max(
                  1, Math.min(waiting.element().dueMillis() - clock.millis(), budget.leftMillis()));
      if (inFlight > 0) {
        return await(pause);
      }
      if (!waiting.isEmpty()) {
        Waits.sleep(clock, pause, "waiting for another attempt");
      }
      return null;
    }

    private void take(Answer answer) {
      inFlight--;
      ItemWrite write = answer.write();
      try {
        listener.done(write, answers.of(write, answer.failure()));
        giveUp.progressed();
      } catch (TransientException e) {
        giveUp.failed(e);
        long pause = backoff.delayMillis(answer.item().failedAgain(), random);
        listener.retried(e, pause);
        answer.item().notBefore(clock.millis() + pause);
        waiting.add(answer.item());
      } catch (DataException e) {
        listener.bad(write, e);
        giveUp.progressed();
        if (answer.item().dropNewest()) {
          ready.addFirst(answer.item());
        }
      }
    }

    private Answer await(long millis) {
      try {
        return arrived.poll(millis, TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new ConnectException("Interrupted while writing to DynamoDB", e);
      }
    }
  }
}
