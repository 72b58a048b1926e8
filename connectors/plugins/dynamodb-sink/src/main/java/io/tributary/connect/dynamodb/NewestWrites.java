package io.tributary.connect.dynamodb;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * Of many writes of a batch, those that are worth making: the newest of each item. The older ones
 * wait, for the newest may turn out to be one that can never be made.
 */
final class NewestWrites {
  private static final Comparator<ItemWrite> NEWEST_FIRST =
      Comparator.comparing(ItemWrite::position).reversed();

  private final Map<ItemKey, PriorityQueue<ItemWrite>> byItem = new LinkedHashMap<>();
  private int superseded;

  void add(ItemWrite write) {
    PriorityQueue<ItemWrite> ofItem =
        byItem.computeIfAbsent(write.key(), key -> new PriorityQueue<>(1, NEWEST_FIRST));
    if (!ofItem.isEmpty()) {
      superseded++;
    }
    ofItem.add(write);
  }

  /** Writes that a newer one stands for. */
  int superseded() {
    return superseded;
  }

  Collection<Candidates> all() {
    Deque<Candidates> all = new ArrayDeque<>(byItem.size());
    byItem.values().forEach(writes -> all.add(new Candidates(writes)));
    return all;
  }

  /** Writes of one item, of which one is to be made. */
  static final class Candidates {
    private final PriorityQueue<ItemWrite> writes;
    private int failures;
    private long dueMillis;

    private Candidates(PriorityQueue<ItemWrite> writes) {
      this.writes = writes;
    }

    ItemWrite newest() {
      return writes.element();
    }

    /**
     * The newest can never be made.
     *
     * @return whether there is another
     */
    boolean dropNewest() {
      writes.remove();
      failures = 0;
      return !writes.isEmpty();
    }

    /** How often the newest failed in a row, with this time. */
    int failedAgain() {
      return ++failures;
    }

    /** It is not to be tried before. */
    void notBefore(long millis) {
      dueMillis = millis;
    }

    long dueMillis() {
      return dueMillis;
    }
  }
}
