package io.tributary.connect.s3;

import io.tributary.connect.s3.store.ArchiveStore;
import io.tributary.connect.s3.store.LastObjectSearch;
import io.tributary.connect.s3.store.ObjectNames;
import io.tributary.connect.s3.store.StoredRange;
import io.tributary.connect.sink.TransientException;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;

/** Reads from the bucket where archives end. */
final class ArchiveTail {
  private final ArchiveStore store;
  private final ObjectNames names;
  private final LastObjectSearch search;

  ArchiveTail(ArchiveStore store, ObjectNames names) {
    this.store = store;
    this.names = names;
    search = new LastObjectSearch(store, names);
  }

  /** Offset the partition's archive continues at; empty when it has no object. */
  OptionalLong end(TopicPartition partition) {
    Optional<String> last = search.find(partition);
    return last.isEmpty() ? OptionalLong.empty() : OptionalLong.of(endOf(partition, last.get()));
  }

  /** Offset at which the object after this one begins. */
  long endOf(TopicPartition partition, String key) {
    StoredRange range =
        store
            .range(key)
            .orElseThrow(
                () ->
                    new TransientException(
                        store.location(key) + " was there and is not any more", null));
    long expected = names.expectedOffset(partition, key);
    if (range.lastOffset() < expected) {
      throw new ConnectException(
          store.location(key)
              + " says that it ends at offset "
              + range.lastOffset()
              + ", which is before it begins: its metadata was changed");
    }
    return range.nextOffset();
  }
}
