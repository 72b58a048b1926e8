package io.tributary.connect.iceberg;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.connect.testkit.FaultRow;
import io.tributary.connect.testkit.Load;
import io.tributary.connect.testkit.Patience;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.iceberg.data.Record;

/**
 * Compares a log with the records of its topic. Rows of the log are told apart by their places in
 * the topic, which is how a merge knows those that were appended twice.
 */
final class LogOracle {
  private final SharedLake lake;

  LogOracle(SharedLake lake) {
    this.lake = lake;
  }

  /** Waits until each record is a row, then demands that, and that nothing else is. */
  void assertComplete(String fault, long seed, Load load) {
    Set<String> wanted = new HashSet<>();
    for (int partition = 0; partition < load.partitions(); partition++) {
      for (long offset = 0; offset < load.written(partition); offset++) {
        wanted.add(partition + "/" + offset + "=" + offset);
      }
    }
    Patience.await(() -> places(lake.rows()).size() >= wanted.size());
    List<Record> rows = lake.rows();
    Set<String> found = places(rows);
    long lost = wanted.stream().filter(place -> !found.contains(place)).count();
    long others = found.stream().filter(place -> !wanted.contains(place)).count();
    String repeated = rows.size() == found.size() ? "" : ", and a merge has some rows twice";
    new FaultRow("iceberg sink: " + fault + repeated, seed, lost, 0, others).tell();
    assertThat(found).isEqualTo(wanted);
  }

  private static Set<String> places(List<Record> rows) {
    Set<String> places = new HashSet<>();
    for (Record row : rows) {
      Record place = (Record) row.getField("_kafka");
      places.add(
          place.getField("partition") + "/" + place.getField("offset") + "=" + row.getField("id"));
    }
    return places;
  }
}
