package io.tributary.connect.dynamodb;

import static io.tributary.connect.dynamodb.Changes.row;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What happens to the rows of a made-up source, one change after the other, and how they are then:
 * by a map, which is what tables are held against.
 */
final class RowHistory {
  private final Random random;
  private final int keys;
  private final SortedMap<Long, Long> rows = new TreeMap<>();
  private long pos = 100;

  RowHistory(Random random, int keys) {
    this.random = random;
    this.keys = keys;
  }

  /**
   * The next change, as an envelope. It is of a row with this `id`, and of another that it moves
   * to.
   */
  Map<String, Object> next() {
    return next(random.nextInt(keys), true);
  }

  /** The next change of this row. */
  Map<String, Object> next(long id, boolean mayMove) {
    pos += 1 + random.nextInt(50);
    Long old = rows.get(id);
    if (old == null) {
      rows.put(id, pos);
      return Changes.create(image(id, pos), pos);
    }
    long other = (id + 1) % keys;
    if (mayMove && !rows.containsKey(other) && random.nextInt(4) == 0) {
      rows.remove(id);
      rows.put(other, pos);
      return Changes.update(image(id, old), image(other, pos), pos);
    }
    if (random.nextInt(4) == 0) {
      rows.remove(id);
      return Changes.delete(image(id, old), pos);
    }
    rows.put(id, pos);
    return Changes.update(image(id, old), image(id, pos), pos);
  }

  List<Map<String, Object>> next(int count) {
    List<Map<String, Object>> changes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      changes.add(next());
    }
    return changes;
  }

  /** `v` by `id` of the rows that are there now. */
  SortedMap<Long, Long> rows() {
    return new TreeMap<>(rows);
  }

  /** The same of items. */
  static SortedMap<Long, Long> rows(Collection<JsonNode> items) {
    SortedMap<Long, Long> rows = new TreeMap<>();
    for (JsonNode item : items) {
      rows.put(item.at("/id/N").asLong(), item.at("/v/N").asLong());
    }
    return rows;
  }

  private static Map<String, Object> image(long id, long v) {
    return row("id", id, "v", v);
  }
}
