package io.tributary.connect.s3;

import io.tributary.connect.s3.config.S3ArchiveConfig;
import io.tributary.connect.sink.CallBudget;
import io.tributary.connect.sink.DeadLetters;
import io.tributary.connect.sink.MonotonicClock;
import io.tributary.connect.sink.RetrySchedule;
import java.util.Random;
import org.apache.kafka.connect.sink.SinkTaskContext;

/** What there is once for a task, whatever its partitions. */
record TaskScope(
    SinkTaskContext context,
    MonotonicClock clock,
    CallBudget budget,
    RetrySchedule retries,
    DeadLetters deadLetters,
    ArchiveMetrics metrics) {

  static TaskScope of(S3ArchiveConfig config, MonotonicClock clock, SinkTaskContext context) {
    return new TaskScope(
        context,
        clock,
        new CallBudget(clock, config.callBudgetMillis()),
        new RetrySchedule(config.backoff(), clock, new Random()),
        new DeadLetters(context.errantRecordReporter()),
        new ArchiveMetrics(config.originalsStrings(), clock, config.metricsIntervalMillis()));
  }
}
