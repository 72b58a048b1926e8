package io.tributary.connect.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.connect.dynamodb.fake.FakeTable;
import io.tributary.connect.testkit.FaultRow;
import io.tributary.connect.testkit.Patience;
import java.util.SortedMap;

/** Compares a table with its source after a fault, and says so in a line. */
final class Verdict {
  private Verdict() {}

  /**
   * Waits until the table is as the source is, then demands it.
   *
   * @param rows `v` by `id` of the source
   */
  static void of(String fault, long seed, FakeTable table, SortedMap<Long, Long> rows) {
    Patience.await(() -> RowHistory.rows(table.live()).equals(rows));
    SortedMap<Long, Long> found = RowHistory.rows(table.live());
    long lost = rows.keySet().stream().filter(id -> !found.containsKey(id)).count();
    long left = found.keySet().stream().filter(id -> !rows.containsKey(id)).count();
    long stale =
        rows.entrySet().stream()
            .filter(row -> found.containsKey(row.getKey()))
            .filter(row -> !found.get(row.getKey()).equals(row.getValue()))
            .count();
    new FaultRow("DynamoDB sink: " + fault, seed, lost, stale, left).tell();
    assertThat(found).as("rows after: %s", fault).isEqualTo(rows);
  }
}
