package io.tributary.connect.s3.archive;

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
final class Redelivery {
  private Set<SinkRecord> failed = Set.of();

  boolean is(Collection<SinkRecord> batch) {
    return !batch.isEmpty() && failed.contains(batch.iterator().next());
  }

  void failed(Collection<SinkRecord> batch) {
    failed = Collections.newSetFromMap(new IdentityHashMap<>(batch.size()));
    failed.addAll(batch);
  }

  void succeeded() {
    failed = Set.of();
  }
}
