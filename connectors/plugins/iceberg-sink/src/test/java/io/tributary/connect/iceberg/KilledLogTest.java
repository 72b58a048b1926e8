package io.tributary.connect.iceberg;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.connect.testkit.FaultRow;
import io.tributary.connect.testkit.LocalConnect;
import io.tributary.connect.testkit.Patience;
import io.tributary.connect.testkit.Seeds;
import io.tributary.connect.testkit.WorkerProcess;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.iceberg.data.Record;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * One log of changes over many kills. With `-Dtributary.log=<folder>` it stays there, with what the
 * source held in the end, for whoever merges it: `glue-scripts/tests/killed_log.py`.
 */
@ExtendWith(LocalConnect.class)
@Tag("faults")
final class KilledLogTest {
  private static final int KILLS = Integer.getInteger("tributary.kills", 20);
  private static final int PARTITIONS = 2;
  private static final long SEED = Long.getLong("tributary.seed", 1);
  private static final URI NO_AWS = URI.create("http://127.0.0.1:1");
  private static final String TOPIC = "killed-log";

  @TempDir private Path temporary;

  @Test
  void hasEveryChangeAfterManyKills() throws Exception {
    String kept = System.getProperty("tributary.log");
    Path folder = kept == null ? temporary : Files.createDirectories(Path.of(kept));
    Random random = Seeds.random(this, SEED);
    try (SharedLake lake = new SharedLake(folder)) {
      Map<String, String> connector = connector(lake);
      ChangeLoad load = ChangeLoad.start(TOPIC, PARTITIONS, random);
      try (load) {
        for (int kill = 0; kill < KILLS; kill++) {
          kill(Moment.of(kill), connector, random);
        }
      }
      complete(lake, connector, load.written());
      if (kept != null) {
        leave(folder, lake, load);
      }
    }
  }

  private void kill(Moment moment, Map<String, String> connector, Random random) {
    Map<String, String> deadly = new HashMap<>(connector);
    deadly.putAll(moment.keys(random));
    try (WorkerProcess victim = WorkerProcess.start(temporary, NO_AWS, deadly)) {
      Patience.await(() -> !victim.alive());
      assertThat(victim.alive()).as("alive after %s", moment).isFalse();
    }
  }

  private void complete(SharedLake lake, Map<String, String> connector, long written) {
    try (WorkerProcess successor = WorkerProcess.start(temporary, NO_AWS, connector)) {
      Patience.await(() -> places(lake.rows()).size() >= written);
      assertThat(successor.alive()).isTrue();
    }
    List<Record> rows = lake.rows();
    long found = places(rows).size();
    long repeated = rows.size() - found;
    String fault = "iceberg sink: a log over %d kills, of which a merge has %d rows twice";
    new FaultRow(fault.formatted(KILLS, repeated), SEED, written - found, 0, 0).tell();
    assertThat(found).isEqualTo(written);
  }

  private static void leave(Path folder, SharedLake lake, ChangeLoad load) throws Exception {
    Map<String, Object> left =
        Map.of("metadata", lake.version(), "rows", load.rows(), "kills", KILLS, "seed", SEED);
    new ObjectMapper().writeValue(folder.resolve("left.json").toFile(), left);
  }

  private static Set<String> places(List<Record> rows) {
    return rows.stream()
        .map(row -> (Record) row.getField("_cdc"))
        .map(told -> told.getField("partition") + "/" + told.getField("offset"))
        .collect(Collectors.toSet());
  }

  private static Map<String, String> connector(SharedLake lake) {
    LocalConnect.cluster().kafka().createTopic(TOPIC, PARTITIONS);
    LocalConnect.cluster().kafka().createTopic("control-" + TOPIC, 1);
    Map<String, String> config = SinkUnderTest.base(TOPIC, lake.catalogKeys());
    config.putAll(SinkUnderTest.forgetful());
    config.put("transforms.rows.envelope", "debezium");
    config.put("transforms.rows.topic.shop.sales.T.table", "db.t");
    config.put(
        "transforms.rows.topic.shop.sales.T.columns", "[[\"ID\",\"INT\"],[\"NAME\",\"STRING\"]]");
    return config;
  }
}
