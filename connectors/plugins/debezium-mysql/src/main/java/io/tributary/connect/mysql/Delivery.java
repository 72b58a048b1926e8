package io.tributary.connect.mysql;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** How far the events of a task have come on their way into Kafka. */
final class Delivery {
  private long polls;
  private long lastEmptyPoll;
  private long outstanding;

  /** The worker asks for events. */
  synchronized void polling() {
    polls++;
  }

  /** The worker has got so many. */
  synchronized void polled(int events) {
    outstanding += events;
    if (events == 0) {
      lastEmptyPoll = polls;
    }
    notifyAll();
  }

  /** Kafka has one of them, or the worker was told to drop it. */
  synchronized void acknowledged() {
    outstanding--;
    notifyAll();
  }

  /**
   * Waits until Kafka has whatever was queued before the call.
   *
   * @return whether it has, within the limit
   */
  synchronized boolean await(Duration limit) throws InterruptedException {
    // A poll that is under way may have taken events out of the queue already.
    long before = polls;
    long deadline = System.nanoTime() + limit.toNanos();
    while (lastEmptyPoll <= before || outstanding != 0) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        return false;
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
    return true;
  }
}
