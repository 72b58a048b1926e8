package io.tributary.connect.sink;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bad records on their way to the dead-letter topic. What accounts for such a record waits until
 * its report is acknowledged; reports that nobody waited for yet are bounded. Used by the task's
 * thread only.
 */
public final class DeadLetters {
  /** Reports under way at most; a producer's own batches are smaller. */
  private static final int MAX_PENDING = 1_000;

  /** Of one call, however many reports it waits for. */
  private static final long WAIT_MILLIS = 30_000;

  private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);
  private static final String WAIT = "reports of bad records";

  private record Pending(TopicPartition partition, Future<Void> report) {}

  private final ErrantRecordReporter reporter;
  private final long waitMillis;
  private final Deque<Pending> pending = new ArrayDeque<>();

  /**
   * @param reporter null when the connector has no dead-letter topic and does not log errors
   */
  public DeadLetters(ErrantRecordReporter reporter) {
    this(reporter, WAIT_MILLIS);
  }

  DeadLetters(ErrantRecordReporter reporter, long waitMillis) {
    this.reporter = reporter;
    this.waitMillis = waitMillis;
  }

  /** Whether bad records may be reported; otherwise the first one stops the task. */
  public boolean accepted() {
    return reporter != null;
  }

  /**
   * Reports a record, once there is room for another report.
   *
   * @param cause goes into the dead letter's headers
   * @throws TransientException when the oldest report takes too long; the record is not reported
   * @throws ConnectException when the oldest report failed; the record is not reported
   */
  public void report(SinkRecord record, Throwable cause) {
    long started = System.nanoTime();
    while (pending.size() >= MAX_PENDING) {
      await(pending.peekFirst(), started);
      pending.removeFirst();
    }
    TopicPartition partition =
        new TopicPartition(record.originalTopic(), record.originalKafkaPartition());
    pending.addLast(new Pending(partition, reporter.report(record, cause)));
  }

  /**
   * Waits until every record of the partition that was reported so far is safe.
   *
   * @throws TransientException when that takes too long; another call goes on waiting
   * @throws ConnectException when a report failed
   */
  public void await(TopicPartition partition) {
    await(partition, System.nanoTime());
  }

  private void await(TopicPartition partition, long started) {
    Iterator<Pending> all = pending.iterator();
    while (all.hasNext()) {
      Pending next = all.next();
      if (next.partition().equals(partition)) {
        await(next, started);
        all.remove();
      }
    }
  }

  /**
   * Those of the offsets whose partition has no report that is under way or failed. A commit is no
   * place to tell of a failure: the framework would go back and read again, for ever. The next
   * {@link #requireNoneFailed} does.
   */
  public Map<TopicPartition, OffsetAndMetadata> acknowledged(
      Map<TopicPartition, OffsetAndMetadata> offsets) {
    Map<TopicPartition, OffsetAndMetadata> safe = new HashMap<>(offsets);
    long started = System.nanoTime();
    for (TopicPartition partition : offsets.keySet()) {
      try {
        await(partition, started);
      } catch (TransientException | ConnectException e) {
        LOG.warn("{}; nothing of {} is committed", e.getMessage(), partition);
        safe.remove(partition);
      }
    }
    return safe;
  }

  /**
   * Asked before further records are taken.
   *
   * @throws ConnectException when a report failed: its record is nowhere
   */
  public void requireNoneFailed() {
    for (Pending next : pending) {
      if (next.report().isDone()) {
        await(next, System.nanoTime());
      }
    }
  }

  /** Nobody here accounts for these partitions' records any more. */
  public void forget(Collection<TopicPartition> partitions) {
    pending.removeIf(next -> partitions.contains(next.partition()));
  }

  /** Reports that nobody waited for yet. */
  public int pending() {
    return pending.size();
  }

  private void await(Pending next, long startedNanos) {
    long waited = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startedNanos);
    try {
      Waits.get(next.report(), Math.max(0, waitMillis - waited), WAIT);
    } catch (ExecutionException e) {
      throw new ConnectException("A bad record could not be reported", e.getCause());
    }
  }
}
