package io.tributary.connect.sink;

import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Knows whether a batch is one that failed before. The framework delivers a failed batch again as
 * the very same record objects, less those of revoked partitions, and never mixed with new ones;
 * nothing else tells it from a new batch, since seeks and rebalances happen in between.
 */
public final class Redelivery {
  private Set<SinkRecord> failed = Set.of();

  public boolean is(Collection<SinkRecord> batch) {
    return !batch.isEmpty() && failed.contains(batch.iterator().next());
  }

  public void failed(Collection<SinkRecord> batch) {
    failed = Collections.newSetFromMap(new IdentityHashMap<>(batch.size()));
    failed.addAll(batch);
  }

  public void succeeded() {
    failed = Set.of();
  }
}
