package io.tributary.connect.s3.store;

import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/**
 * Finds a partition's last object without listing the archive: one page where the archive fits in
 * it, otherwise steps of doubling width over the offsets and a bisection of the last step. That is
 * 1 request for up to 1,000 objects and about 2 log2(objects / 1,000) beyond.
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
    long span = Math.max(1, spanOf(partition, page));
    // `found` is the greatest offset known to be taken; beyond `bound` there is none, once that is
    // known.
    long found = offset(partition, last);
    long step = span;
    boolean bounded = false;
    long bound = Long.MAX_VALUE;
    while (page.truncated()) {
      if (bounded && (bound - found) / 2 <= span) {
        // A page or two are left. The next one begins right after the last key, which another of
        // the same offset may follow.
        KeyPage next = store.keys(stem, last, pageKeys);
        if (next.keys().isEmpty()) {
          // What the page announced was deleted meanwhile.
          return Optional.of(last);
        }
        page = next;
        last = lastOf(page);
        found = offset(partition, last);
        continue;
      }
      long probe;
      if (!bounded) {
        long reach = Math.min(step, Long.MAX_VALUE - found);
        probe = found + reach;
        step = reach > Long.MAX_VALUE / 2 ? Long.MAX_VALUE : 2 * reach;
      } else {
        probe = found + (bound - found) / 2;
      }
      KeyPage beyond = store.keys(stem, names.after(partition, probe), pageKeys);
      if (beyond.keys().isEmpty()) {
        bounded = true;
        bound = probe;
      } else {
        page = beyond;
        last = lastOf(page);
        found = offset(partition, last);
        span = Math.max(1, spanOf(partition, page));
      }
    }
    return Optional.of(last);
  }

  private long spanOf(TopicPartition partition, KeyPage page) {
    return offset(partition, lastOf(page)) - offset(partition, page.keys().get(0));
  }

  private long offset(TopicPartition partition, String key) {
    return names.expectedOffset(partition, key);
  }

  private static String lastOf(KeyPage page) {
    return page.keys().get(page.keys().size() - 1);
  }
}
