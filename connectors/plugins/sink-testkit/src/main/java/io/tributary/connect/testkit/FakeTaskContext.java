package io.tributary.connect.testkit;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkTaskContext;

/** Keeps what a task asks of the framework until the test takes it. */
public final class FakeTaskContext implements SinkTaskContext {
  private final ErrantRecordReporter reporter;
  private final Map<TopicPartition, Long> seeks = new HashMap<>();
  private long timeoutMillis = -1;
  private boolean commitRequested;

  public FakeTaskContext() {
    this(null);
  }

  public FakeTaskContext(ErrantRecordReporter reporter) {
    this.reporter = reporter;
  }

  /** Seeks asked for since the last call. */
  public Map<TopicPartition, Long> takeSeeks() {
    Map<TopicPartition, Long> taken = Map.copyOf(seeks);
    seeks.clear();
    return taken;
  }

  public long takeTimeout() {
    long taken = timeoutMillis;
    timeoutMillis = -1;
    return taken;
  }

  public boolean takeCommitRequest() {
    boolean taken = commitRequested;
    commitRequested = false;
    return taken;
  }

  @Override
  public Map<String, String> configs() {
    return Map.of();
  }

  @Override
  public void offset(Map<TopicPartition, Long> offsets) {
    seeks.putAll(offsets);
  }

  @Override
  public void offset(TopicPartition partition, long offset) {
    seeks.put(partition, offset);
  }

  @Override
  public void timeout(long timeoutMs) {
    timeoutMillis = timeoutMs;
  }

  @Override
  public Set<TopicPartition> assignment() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void pause(TopicPartition... partitions) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void resume(TopicPartition... partitions) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void requestCommit() {
    commitRequested = true;
  }

  @Override
  public ErrantRecordReporter errantRecordReporter() {
    return reporter;
  }
}
