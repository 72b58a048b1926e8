package io.tributary.connect.orders;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.connect.storage.OffsetStorageReader;

/**
 * The orders whose id leaves a certain remainder. What came of each lane is stored by itself, and
 * there are always as many lanes, so that another number of tasks goes on with the same orders.
 *
 * @param number the remainder
 */
record Lane(int number) {
  /** Also the most tasks there can be. */
  static final int COUNT = 12;

  private static final String NEXT_ORDER = "next_order";

  /** The lanes of one of several tasks; between them the tasks have each lane once. */
  static List<Lane> of(int task, int tasks) {
    return IntStream.range(0, COUNT)
        .filter(number -> number % tasks == task)
        .mapToObj(Lane::new)
        .toList();
  }

  Map<String, Long> sourcePartition() {
    return Map.of("lane", (long) number);
  }

  Map<String, Long> offsetAfter(long order) {
    return Map.of(NEXT_ORDER, order + COUNT);
  }

  /** The first order that was not delivered yet. */
  long nextOrder(OffsetStorageReader stored) {
    Map<String, Object> offset = stored.offset(sourcePartition());
    return offset == null ? number : ((Number) offset.get(NEXT_ORDER)).longValue();
  }

  /** Where a lane goes on. */
  record Next(long order, Lane lane) {
    static final Comparator<Next> BY_ORDER = Comparator.comparingLong(Next::order);

    Next following() {
      return new Next(order + COUNT, lane);
    }
  }
}
