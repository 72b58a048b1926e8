package io.tributary.connect.s3.store;

import io.tributary.connect.s3.naming.ObjectNames;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/**
 * Finds a partition's last object without listing the archive: one page where the archive fits in
 * it, otherwise steps of doubling width over the offsets and a bisection of the last step. About 2
 * log2(objects / page) requests: 1 for up to 1,000 objects, around 25 for ten million; never more
 * than 128.
 */
public final class LastObjectSearch {
  /** As many as S3 returns for one request. */
  private static final int PAGE_KEYS = 1000;

  private final ArchiveStore store;
  private final ObjectNames names;
  private final int pageKeys;

  public LastObjectSearch(ArchiveStore store, ObjectNames names) {
    this(store, names, PAGE_KEYS);
  }

  LastObjectSearch(ArchiveStore store, ObjectNames names, int pageKeys) {
    this.store = store;
    this.names = names;
    this.pageKeys = pageKeys;
  }

  /** Key of the partition's last object; empty when it has none. */
  public Optional<String> find(TopicPartition partition) {
    String stem = names.stem(partition);
    KeyPage page = store.keys(stem, null, pageKeys);
    if (page.keys().isEmpty()) {
      return Optional.empty();
    }
    String last = lastOf(page);
    long first = offset(partition, page.keys().get(0));
    // Nothing lies beyond `bound` once it is known; `found` is the greatest offset known to be taken.
    long found = offset(partition, last);
    long step = Math.max(1, found - first);
    boolean bounded = false;
    long bound = Long.MAX_VALUE;
    while (page.truncated()) {
      if (bounded && bound - found <= 1) {
        KeyPage rest = store.keys(stem, names.after(partition, found), pageKeys);
        return Optional.of(rest.keys().isEmpty() ? last : lastOf(rest));
      }
      // Steps end at the largest offset there is, and half of what is left is never more than that.
      long reach = Math.min(step, Long.MAX_VALUE - found);
      long probe = found + (bounded ? (bound - found) / 2 : reach);
      step = reach > Long.MAX_VALUE / 2 ? Long.MAX_VALUE : 2 * reach;
      KeyPage beyond = store.keys(stem, names.after(partition, probe), pageKeys);
      if (beyond.keys().isEmpty()) {
        bounded = true;
        bound = probe;
      } else {
        page = beyond;
        last = lastOf(page);
        found = offset(partition, last);
      }
    }
    return Optional.of(last);
  }

  private long offset(TopicPartition partition, String key) {
    return names.expectedOffset(partition, key);
  }

  private static String lastOf(KeyPage page) {
    return page.keys().get(page.keys().size() - 1);
  }
}
