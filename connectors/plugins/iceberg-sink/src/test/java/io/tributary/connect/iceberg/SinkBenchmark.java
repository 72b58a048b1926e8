package io.tributary.connect.iceberg;

import io.tributary.connect.testkit.LocalConnect;
import io.tributary.connect.testkit.WorkerProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Rows that one task on one processor logs in a second, and how long a row takes to be in its
 * table: changes of a kilobyte in Debezium's envelope, a commit every ten seconds, files of this
 * machine and a catalog in memory. The broker has the other processor.
 */
@ExtendWith(LocalConnect.class)
final class SinkBenchmark {
  private static final URI NO_AWS = URI.create("http://127.0.0.1:1");
  private static final int CPU = 1;
  private static final int COMMIT_MILLIS = 10_000;
  private static final int TEXT_COLUMNS = 8;
  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz ";

  /** Enough for more than a minute. */
  private static final int ROWS = Integer.getInteger("tributary.rows", 3_000_000);

  private static final int STEADY_ROWS_PER_SECOND = 2000;
  private static final int STEADY_SECONDS = 120;

  @TempDir private Path folder;
  private final Random random = new Random(1);

  @ParameterizedTest
  @ValueSource(ints = {1, 25})
  void throughput(int tables) throws Exception {
    try (SharedLake lake = new SharedLake(folder)) {
      Map<String, String> connector = connector(lake, "throughput-" + tables, tables);
      produce(connector.get("topics"), tables, ROWS, Integer.MAX_VALUE);
      try (WorkerProcess worker = WorkerProcess.startOn(CPU, folder, NO_AWS, connector)) {
        List<Look> looks = new ArrayList<>();
        while (looks.isEmpty() || looks.get(looks.size() - 1).rows() < ROWS) {
          Look look = new Look(rows(lake), System.nanoTime(), worker.cpu().toNanos());
          if (looks.isEmpty() || looks.get(looks.size() - 1).rows() < look.rows()) {
            looks.add(look);
          }
          Thread.sleep(100);
        }
        // Of the first commit the start is a part, and the last one waited for nothing but time.
        Look first = looks.get(2);
        Look last = looks.get(looks.size() - 2);
        double rows = last.rows() - first.rows();
        System.out.printf(
            "tables=%d rows=%,.0f seconds=%.1f rows/s=%,.0f rows/cpu-s=%,.0f commits=%d%n",
            tables,
            rows,
            (last.nanos() - first.nanos()) / 1e9,
            rows / (last.nanos() - first.nanos()) * 1e9,
            rows / (last.cpuNanos() - first.cpuNanos()) * 1e9,
            looks.size() - 4);
      }
    }
  }

  @Test
  void freshness() throws Exception {
    try (SharedLake lake = new SharedLake(folder)) {
      Map<String, String> connector = connector(lake, "freshness", 1);
      int rows = STEADY_ROWS_PER_SECOND * STEADY_SECONDS;
      try (WorkerProcess worker = WorkerProcess.startOn(CPU, folder, NO_AWS, connector)) {
        produce(connector.get("topics"), 1, rows, STEADY_ROWS_PER_SECOND);
        while (rows(lake) < rows && worker.alive()) {
          Thread.sleep(100);
        }
      }
      List<Long> millis = ages(lake.tables().get(0));
      Collections.sort(millis);
      System.out.printf(
          "rows=%,d a second=%d p50=%d ms p99=%d ms most=%d ms%n",
          millis.size(),
          STEADY_ROWS_PER_SECOND,
          millis.get(millis.size() / 2),
          millis.get(millis.size() * 99 / 100),
          millis.get(millis.size() - 1));
    }
  }

  /** What there was at a moment. */
  private record Look(long rows, long nanos, long cpuNanos) {}

  /** From a record's time to its commit, of all rows but those of the start. */
  private static List<Long> ages(Table table) throws IOException {
    List<Long> ages = new ArrayList<>();
    Long before = null;
    for (Snapshot snapshot : table.snapshots()) {
      if (before != null) {
        try (CloseableIterable<Record> added =
            IcebergGenerics.read(table).appendsBetween(before, snapshot.snapshotId()).build()) {
          for (Record row : added) {
            Record change = (Record) row.getField("_cdc");
            var written = (java.time.OffsetDateTime) change.getField("ts");
            ages.add(snapshot.timestampMillis() - written.toInstant().toEpochMilli());
          }
        }
      }
      before = snapshot.snapshotId();
    }
    return ages;
  }

  private static long rows(SharedLake lake) {
    return lake.tables().stream()
        .map(Table::currentSnapshot)
        .filter(snapshot -> snapshot != null)
        .mapToLong(snapshot -> Long.parseLong(snapshot.summary().get("total-records")))
        .sum();
  }

  private void produce(String topic, int tables, int rows, int rowsPerSecond) throws Exception {
    Map<String, Object> config =
        Map.of(
            "bootstrap.servers", LocalConnect.bootstrapServers(),
            "linger.ms", 20,
            "batch.size", 262_144);
    long started = System.nanoTime();
    try (var producer =
        new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
      for (int i = 0; i < rows; i++) {
        long early = started + i * (1_000_000_000L / rowsPerSecond) - System.nanoTime();
        if (early > 1_000_000) {
          Thread.sleep(early / 1_000_000);
        }
        producer.send(new ProducerRecord<>(topic, "{\"ID\":" + i + "}", change(i, i % tables)));
      }
    }
  }

  private String change(int id, int table) {
    StringBuilder row = new StringBuilder("{\"ID\":").append(id);
    row.append(",\"N\":").append(random.nextLong());
    row.append(",\"PRICE\":\"").append(random.nextInt(10_000_000)).append(".25\"");
    row.append(",\"D\":").append(random.nextDouble());
    row.append(",\"AT\":\"2026-01-").append(10 + id % 20).append("T01:02:03.");
    row.append(100_000 + random.nextInt(900_000)).append("Z\"");
    for (int column = 0; column < TEXT_COLUMNS; column++) {
      row.append(",\"T").append(column).append("\":\"").append(text()).append('"');
    }
    return "{\"before\":null,\"after\":"
        + row.append('}')
        + ",\"source\":{\"version\":\"3.6.1.Final\",\"connector\":\"mysql\",\"name\":\"shop\",\"ts_ms\":1767225600000,"
        + "\"snapshot\":\"false\",\"db\":\"sales\",\"sequence\":null,\"table\":\"T"
        + table
        + "\",\"server_id\":184054,\"gtid\":null,\"file\":\"binlog.000002\",\"pos\":"
        + (4711L + id)
        + ",\"row\":0,\"thread\":12,\"query\":null},\"transaction\":null,\"op\":\"c\",\"ts_ms\":"
        + System.currentTimeMillis()
        + "}";
  }

  private String text() {
    char[] text = new char[20 + random.nextInt(40)];
    for (int i = 0; i < text.length; i++) {
      text[i] = LETTERS.charAt(random.nextInt(LETTERS.length()));
    }
    return new String(text);
  }

  private static Map<String, String> connector(SharedLake lake, String topic, int tables) {
    LocalConnect.cluster().kafka().createTopic(topic, 1);
    LocalConnect.cluster().kafka().createTopic("control-" + topic, 1);
    Map<String, String> config = new HashMap<>(SinkUnderTest.base(topic, lake.catalogKeys()));
    config.remove("consumer.override.max.poll.records");
    config.remove("iceberg.tables");
    config.put("iceberg.tables.dynamic-enabled", "true");
    config.put("iceberg.tables.route-field", RowSchema.METADATA + ".target");
    config.put("iceberg.control.commit.interval-ms", Integer.toString(COMMIT_MILLIS));
    config.put("transforms.rows.envelope", "debezium");
    StringBuilder columns = new StringBuilder("[[\"ID\",\"BIGINT\"],[\"N\",\"BIGINT\"]");
    columns.append(",[\"PRICE\",\"DECIMAL(12,2)\"],[\"D\",\"DOUBLE\"],[\"AT\",\"TIMESTAMP\"]");
    for (int column = 0; column < TEXT_COLUMNS; column++) {
      columns.append(",[\"T").append(column).append("\",\"STRING\"]");
    }
    for (int table = 0; table < tables; table++) {
      String key = "transforms.rows.topic.shop.sales.T" + table;
      config.put(key + ".table", "db.t" + table);
      config.put(key + ".columns", columns + "]");
    }
    return config;
  }
}
