package io.tributary.connect.s3;

import io.tributary.connect.s3.fake.FakeS3;
import io.tributary.connect.s3.fake.StoredArchive;
import io.tributary.connect.testkit.FakeTaskContext;
import io.tributary.connect.testkit.ManualClock;
import io.tributary.connect.testkit.PartitionLog;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.management.JMException;
import javax.management.ObjectName;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;

/** A real task on a fake bucket with a clock that stands still, driven call by call. */
final class TaskUnderTest implements AutoCloseable {
  static final TopicPartition ORDERS = new TopicPartition("orders", 0);
  static final TopicPartition CUSTOMERS = new TopicPartition("customers", 2);

  final FakeS3 s3 = new FakeS3();
  final ManualClock clock = new ManualClock();
  FakeTaskContext context;
  SinkTask task;

  /** Starts a task, or another in its place, and assigns it a partition. */
  TaskUnderTest open(TopicPartition partition, String... config) {
    return open(null, partition, config);
  }

  TaskUnderTest open(ErrantRecordReporter reporter, TopicPartition partition, String... config) {
    context = new FakeTaskContext(reporter);
    task = TaskFactory.start(s3, clock, context, TaskFactory.config(config));
    task.open(Set.of(partition));
    return this;
  }

  void put(SinkRecord... records) {
    task.put(List.of(records));
  }

  /** The framework's call when time passed without records. */
  void putNothing() {
    task.put(List.of());
  }

  /** As where no transform leaves records out. */
  Map<TopicPartition, OffsetAndMetadata> commit() {
    return task.preCommit(Map.of());
  }

  /** A number of the task's MBean. */
  long reported(String name) {
    try {
      ObjectName task = new ObjectName("io.tributary.connect:type=archive,connector=\"\",task=0");
      return (long) ManagementFactory.getPlatformMBeanServer().getAttribute(task, name);
    } catch (JMException e) {
      throw new IllegalStateException(e);
    }
  }

  StoredArchive archive(TopicPartition partition) {
    return new StoredArchive(
        s3, "raw/" + partition.topic() + "/partition=" + partition.partition() + "/");
  }

  static SinkRecord row(TopicPartition partition, long offset) {
    return PartitionLog.record(partition, offset, Map.of("id", offset));
  }

  static SinkRecord tombstone(TopicPartition partition, long offset) {
    return PartitionLog.record(partition, offset, null);
  }

  static SinkRecord keyed(TopicPartition partition, long offset, Object key, Object value) {
    return PartitionLog.record(partition, offset, key, value);
  }

  static SinkRecord bad(TopicPartition partition, long offset) {
    return PartitionLog.record(partition, offset, List.of(new Object()));
  }

  static SinkRecord[] rows(TopicPartition partition, long from, long to) {
    List<SinkRecord> rows = new ArrayList<>();
    for (long offset = from; offset < to; offset++) {
      rows.add(row(partition, offset));
    }
    return rows.toArray(SinkRecord[]::new);
  }

  static Map<TopicPartition, OffsetAndMetadata> at(TopicPartition partition, long offset) {
    return Map.of(partition, new OffsetAndMetadata(offset));
  }

  @Override
  public void close() {
    if (task != null) {
      task.stop();
    }
    s3.close();
  }
}
