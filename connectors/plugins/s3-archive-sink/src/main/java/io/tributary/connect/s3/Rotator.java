package io.tributary.connect.s3;

import io.tributary.connect.s3.config.RotationLimits;
import io.tributary.connect.s3.config.RotationReason;
import io.tributary.connect.s3.store.ObjectNames;
import io.tributary.connect.sink.MonotonicClock;
import java.util.Collection;
import java.util.Comparator;

/** Closes objects when one of their limits is reached, or the task's memory is. */
final class Rotator {
  private final RotationLimits limits;
  private final long memoryBytes;
  private final ObjectNames names;
  private final ChainWriter writer;
  private final MonotonicClock clock;

  /**
   * @param memoryBytes that all objects of the task may take together
   */
  Rotator(
      RotationLimits limits,
      long memoryBytes,
      ObjectNames names,
      ChainWriter writer,
      MonotonicClock clock) {
    this.limits = limits;
    this.memoryBytes = memoryBytes;
    this.names = names;
    this.writer = writer;
    this.clock = clock;
  }

  void rotateIfDue(PartitionArchive partition) {
    OpenObject open = partition.open();
    if (open != null) {
      long age = clock.millis() - open.openedMillis();
      limits
          .due(open.rows(), open.writer().encodedBytes(), age)
          .ifPresent(reason -> rotate(partition, reason));
    }
  }

  /** Stores what is open whatever its size. */
  void rotate(PartitionArchive partition, RotationReason reason) {
    partition.seal(names, reason);
    writer.store(partition);
  }

  /** Stores the largest objects until the others fit in memory. */
  void rotateLargest(Collection<PartitionArchive> partitions) {
    while (heldBytes(partitions) > memoryBytes) {
      partitions.stream()
          .filter(partition -> partition.open() != null)
          .max(Comparator.comparingLong(PartitionArchive::heldBytes))
          .ifPresent(largest -> rotate(largest, RotationReason.MEMORY));
    }
  }

  /** Milliseconds until the oldest open object reaches its age; not positive when it has. */
  long dueInMillis(Collection<PartitionArchive> partitions) {
    return partitions.stream()
            .filter(partition -> partition.open() != null)
            .mapToLong(partition -> partition.open().openedMillis())
            .min()
            .orElse(Long.MAX_VALUE / 2)
        + limits.intervalMillis()
        - clock.millis();
  }

  static long heldBytes(Collection<PartitionArchive> partitions) {
    return partitions.stream().mapToLong(PartitionArchive::heldBytes).sum();
  }
}
