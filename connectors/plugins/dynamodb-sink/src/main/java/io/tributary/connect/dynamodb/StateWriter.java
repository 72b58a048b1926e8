package io.tributary.connect.dynamodb;

import io.tributary.connect.dynamodb.WriteAnswers.Outcome;
import io.tributary.connect.sink.BudgetSpentException;
import io.tributary.connect.sink.CallBudget;
import io.tributary.connect.sink.DeadLetters;
import io.tributary.connect.sink.MonotonicClock;
import io.tributary.connect.sink.Records;
import io.tributary.connect.sink.Redelivery;
import io.tributary.connect.sink.RetrySchedule;
import io.tributary.connect.sink.TransientException;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;

/** Brings the records of one task into their tables. Used by the task's thread only. */
final class StateWriter implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StateWriter.class);

  private final DynamoDbSinkConfig config;
  private final SinkTaskContext context;
  private final Tables tables;
  private final Map<String, RecordReader> readers = new HashMap<>();
  private final Map<String, String> topicOfTable = new HashMap<>();
  private final BatchWriter writer;
  private final RetrySchedule retries;
  private final CallBudget budget;
  private final DeadLetters deadLetters;
  private final SinkMetrics metrics;
  private final Redelivery redelivery = new Redelivery();
  private Attempt attempt = new Attempt();

  StateWriter(
      DynamoDbSinkConfig config,
      DynamoDbAsyncClient dynamoDb,
      MonotonicClock clock,
      LongSupplier wallMillis,
      SinkTaskContext context) {
    this.config = config;
    this.context = context;
    tables = new Tables(dynamoDb);
    retries = new RetrySchedule(config.backoff(), clock, new Random());
    writer =
        new BatchWriter(
            new ItemStore(
                dynamoDb, config.leavesTombstones(), config.tombstoneRetentionMillis(), wallMillis),
            new WriteAnswers(config.failsOnStaleSnapshots()),
            config.maxInFlight(),
            config.backoff(),
            clock);
    budget = new CallBudget(clock, config.callBudgetMillis());
    deadLetters = new DeadLetters(context.errantRecordReporter());
    metrics = new SinkMetrics(config.originalsStrings(), clock, config.metricsIntervalMillis());
  }

  /**
   * Looks up the topics' tables. What DynamoDB does not tell now is asked again before the first
   * record is read.
   *
   * @throws ConnectException where a topic's table is missing, or has another key
   */
  void open(Collection<TopicPartition> assigned) {
    budget.restart();
    try {
      for (TopicPartition partition : assigned) {
        budget.require();
        reader(partition.topic());
      }
    } catch (TransientException | BudgetSpentException e) {
      LOG.warn("dynamodb.opening: {}", e.getMessage());
    }
  }

  void close(Collection<TopicPartition> revoked) {
    deadLetters.forget(revoked);
  }

  /**
   * Returns when all that the batch wants is written.
   *
   * @throws RetriableException when DynamoDB failed in a way that may pass: the batch is wanted
   *     again
   * @throws ConnectException when it will not pass, or records are not to be trusted
   */
  void put(Collection<SinkRecord> batch) {
    budget.restart();
    deadLetters.requireNoneFailed();
    boolean again = redelivery.is(batch);
    if (!again) {
      attempt = new Attempt();
    }
    try {
      NewestWrites writes = read(batch);
      if (!again) {
        metrics.read(batch.size(), writes.superseded());
      }
      writer.write(writes.all(), budget, attempt);
    } catch (BudgetSpentException e) {
      throw again(batch, 1, e);
    } catch (TransientException e) {
      throw again(batch, retries.failed(e), e);
    }
    retries.progressed();
    redelivery.succeeded();
    metrics.writeIfDue();
    context.timeout(Math.max(1, metrics.dueInMillis()));
  }

  /** Offsets of batches that went through, where the reports of bad records are safe, too. */
  Map<TopicPartition, OffsetAndMetadata> committable(
      Map<TopicPartition, OffsetAndMetadata> current) {
    return deadLetters.acknowledged(current);
  }

  @Override
  public void close() {
    metrics.close();
  }

  private RetriableException again(
      Collection<SinkRecord> batch, long pauseMillis, RuntimeException cause) {
    LOG.warn("dynamodb.again records={}: {}", batch.size(), cause.getMessage());
    redelivery.failed(batch);
    context.timeout(pauseMillis);
    return new RetriableException(cause.getMessage(), cause);
  }

  private NewestWrites read(Collection<SinkRecord> batch) {
    NewestWrites writes = new NewestWrites();
    for (SinkRecord record : batch) {
      if (attempt.reported.contains(record)) {
        continue;
      }
      try {
        reader(record.originalTopic()).read(record).stream()
            .filter(write -> !attempt.isDone(write))
            .forEach(writes::add);
      } catch (DataException e) {
        report(record, e);
      }
    }
    return writes;
  }

  private void report(SinkRecord record, DataException reason) {
    if (!deadLetters.accepted()) {
      throw new DataException(
          Records.place(record) + " cannot be written: " + reason.getMessage(), reason);
    }
    // Where many wait for a slow topic, one call would take the time of them all.
    budget.require();
    deadLetters.report(record, reason);
    attempt.reported.add(record);
    metrics.badRecord();
  }

  private RecordReader reader(String topic) {
    return readers.computeIfAbsent(topic, this::newReader);
  }

  private RecordReader newReader(String topic) {
    TopicSettings settings = config.topic(topic);
    DynamoDbSinkConfig.requireOwnTable(topicOfTable, topic, settings.table());
    TargetTable table = tables.find(topic, settings);
    LOG.info("dynamodb.table topic={} table={} key={}", topic, table.name(), table.parts());
    return new RecordReader(settings, table, config.attributes(), config.enveloped());
  }

  /** A table that was exchanged meanwhile may refuse all items. That is no fault of theirs. */
  private void failOnOtherTable(String topic) {
    TargetTable known = reader(topic).table();
    if (!known.equals(tables.find(topic, config.topic(topic)))) {
      throw new ConnectException(
          "The table " + known.name() + " has another key than when the task was started");
    }
  }

  /** What of a batch is done, however often it is delivered. */
  private final class Attempt implements BatchWriter.Listener {
    private final Set<SinkRecord> reported = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Map<ItemKey, String> positions = new HashMap<>();
    private boolean told;

    boolean isDone(ItemWrite write) {
      String position = positions.get(write.key());
      return position != null && write.position().compareTo(position) <= 0;
    }

    @Override
    public void done(ItemWrite write, Outcome outcome) {
      positions.put(write.key(), write.position());
      metrics.done(write, outcome);
    }

    @Override
    public void bad(ItemWrite write, DataException reason) {
      failOnOtherTable(write.record().originalTopic());
      // Of a record that moves a row, both writes may be bad.
      if (!reported.contains(write.record())) {
        report(write.record(), reason);
      }
    }

    @Override
    public void retried(TransientException failure, long pauseMillis) {
      // Many fail at once, and one line tells of them all.
      if (!told) {
        LOG.warn("{}; next attempt in {} ms", failure.getMessage(), pauseMillis);
        told = true;
      }
      metrics.retried();
    }

    @Override
    public void inFlight(int writes) {
      metrics.inFlight(writes);
    }
  }
}
