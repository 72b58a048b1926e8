package io.tributary.connect.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.connect.dynamodb.fake.FakeTable;
import java.time.Duration;
import java.util.SortedMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Compares a table with its source after a fault, and says so in a line. */
final class Verdict {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private Verdict() {}

  /**
   * Waits until the table is as the source is, then demands it.
   *
   * @param rows `v` by `id` of the source
   */
  static void of(String fault, long seed, FakeTable table, SortedMap<Long, Long> rows) {
    await(() -> RowHistory.rows(table.live()).equals(rows));
    SortedMap<Long, Long> found = RowHistory.rows(table.live());
    long lost = rows.keySet().stream().filter(id -> !found.containsKey(id)).count();
    long left = found.keySet().stream().filter(id -> !rows.containsKey(id)).count();
    long stale =
        rows.entrySet().stream()
            .filter(row -> found.containsKey(row.getKey()))
            .filter(row -> !found.get(row.getKey()).equals(row.getValue()))
            .count();
    System.out.printf(
        "fault=\"%s\" seed=%d rows=%d lost=%d stale=%d duplicated=%d%n",
        fault, seed, rows.size(), lost, stale, left);
    assertThat(found).as("rows after: %s", fault).isEqualTo(rows);
  }

  /** Returns when the condition holds or patience is at its end; what follows tells which. */
  static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
  }
}
