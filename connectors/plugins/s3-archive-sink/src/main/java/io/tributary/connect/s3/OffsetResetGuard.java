package io.tributary.connect.s3;

import io.tributary.connect.s3.config.S3ArchiveConfig;
import io.tributary.connect.s3.store.ArchiveStore;
import io.tributary.connect.s3.store.ObjectNames;
import io.tributary.connect.sink.BlockingRetry;
import io.tributary.connect.sink.MonotonicClock;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Refuses changes of consumer offsets that would have no effect: a partition with objects continues
 * where they end, whatever is committed.
 */
final class OffsetResetGuard {
  private final ArchiveTail tail;
  private final BlockingRetry retry;
  private final String archive;

  OffsetResetGuard(S3ArchiveConfig config, S3Client s3) {
    ObjectNames names = new ObjectNames(config.prefix(), RecordFormats.of(config).extension());
    ArchiveStore store = new ArchiveStore(s3, config);
    tail = new ArchiveTail(store, names);
    retry = new BlockingRetry(config.backoff(), MonotonicClock.SYSTEM, new Random());
    archive = store.location(config.prefix());
  }

  /**
   * @param offsets wanted offset by partition; null stands for a reset
   * @throws ConnectException for the first partition that is archived already and would not move
   */
  void check(Map<TopicPartition, Long> offsets) {
    offsets.forEach(
        (partition, wanted) -> {
          OptionalLong end = retry.call(() -> tail.end(partition));
          if (end.isPresent() && (wanted == null || wanted != end.getAsLong())) {
            throw new ConnectException(
                "The offset of "
                    + partition
                    + " is decided by its archive under "
                    + archive
                    + ", which continues at "
                    + end.getAsLong()
                    + ". To archive from another offset, give the connector a new `s3.prefix` first");
          }
        });
  }
}
