package io.tributary.connect.s3.bench;

import io.tributary.connect.s3.TaskFactory;
import io.tributary.connect.s3.fake.FakeS3;
import io.tributary.connect.s3.fake.StoredObject;
import io.tributary.connect.sink.MonotonicClock;
import io.tributary.connect.testkit.FakeTaskContext;
import io.tributary.connect.testkit.PartitionLog;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;
import org.apache.kafka.connect.transforms.InsertField;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Rows that one task archives in a second: change events, uploads to a bucket in the same process.
 * JSON Lines once with values, once with whole records, and once with what Connect's own transform
 * can add to values: partition and offset, but no key. Parquet of the same values with a schema,
 * beside JSON Lines of these.
 */
final class ArchiveBenchmark {
  private static final TopicPartition PARTITION =
      new TopicPartition("salesdb.salesdb.SALES_ORDER", 0);
  private static final int DISTINCT_VALUES = 20_000;
  private static final int OBJECT_ROWS = 50_000;
  private static final int BATCH = 500;
  private static final long WARM_UP_MILLIS = 6_000;
  private static final long MEASURED_MILLIS = 10_000;

  private final List<Map<String, Object>> values = changeEvents();
  private final List<Struct> structs = values.stream().map(ChangeStructs::of).toList();
  private final InsertField<SinkRecord> insertField = insertField();
  private long offset;

  private enum Rows {
    VALUE("value"),
    INSERT_FIELD("value"),
    RECORD("record"),
    STRUCT("value");

    private final String content;

    Rows(String content) {
      this.content = content;
    }
  }

  @ParameterizedTest
  @CsvSource({
    "VALUE, jsonl, gzip",
    "INSERT_FIELD, jsonl, gzip",
    "RECORD, jsonl, gzip",
    "STRUCT, jsonl, gzip",
    "STRUCT, parquet, gzip",
    "STRUCT, parquet, zstd",
    "STRUCT, parquet, snappy",
    "VALUE, jsonl, none",
    "INSERT_FIELD, jsonl, none",
    "RECORD, jsonl, none",
    "STRUCT, jsonl, none",
    "STRUCT, parquet, none"
  })
  void archive(Rows rows, String format, String compression) {
    try (FakeS3 s3 = new FakeS3()) {
      SinkTask task = start(s3, rows, format, compression, OBJECT_ROWS);
      deliver(task, rows, WARM_UP_MILLIS);
      s3.objects().clear();
      long cpuStart = cpuNanos();
      long count = deliver(task, rows, MEASURED_MILLIS);
      double cpuSeconds = (cpuNanos() - cpuStart) / 1e9;
      long stored = s3.objects().values().stream().mapToLong(o -> o.bytes().length).sum();
      System.out.printf(
          "rows=%s format=%s compression=%s rows/s=%,d rows/cpu-s=%,d row-bytes=%d stored-row-bytes=%.1f objects=%d%n",
          rows,
          format,
          compression,
          count * 1000 / MEASURED_MILLIS,
          Math.round(count / cpuSeconds),
          meanBytes(rows),
          (double) stored / s3.objects().size() / OBJECT_ROWS,
          s3.objects().size());
      task.stop();
    }
  }

  private static SinkTask start(
      FakeS3 s3, Rows rows, String format, String compression, int objectRows) {
    Map<String, String> config =
        TaskFactory.config(
            "content",
            rows.content,
            "format",
            format,
            "buffer.memory.bytes",
            "268435456",
            "compression",
            compression,
            "rotate.records",
            Integer.toString(objectRows));
    SinkTask task = TaskFactory.start(s3, MonotonicClock.SYSTEM, new FakeTaskContext(), config);
    task.open(Set.of(PARTITION));
    task.put(List.of());
    return task;
  }

  private long deliver(SinkTask task, Rows rows, long millis) {
    long first = offset;
    long end = System.nanoTime() + millis * 1_000_000;
    while (System.nanoTime() < end) {
      task.put(batch(rows, BATCH));
    }
    return offset - first;
  }

  private List<SinkRecord> batch(Rows rows, int size) {
    List<SinkRecord> batch = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      int id = (int) (offset % DISTINCT_VALUES);
      Map<String, Object> key = Map.of("ORDER_ID", (long) id);
      SinkRecord record = PartitionLog.record(PARTITION, offset, key, values.get(id));
      batch.add(
          switch (rows) {
            case INSERT_FIELD -> insertField.apply(record);
            case STRUCT -> typed(structs.get(id));
            default -> record;
          });
      offset++;
    }
    return batch;
  }

  private SinkRecord typed(Struct value) {
    return new SinkRecord(
        PARTITION.topic(), PARTITION.partition(), null, null, value.schema(), value, offset);
  }

  /** Of the task's thread. */
  private static long cpuNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private long meanBytes(Rows rows) {
    try (FakeS3 s3 = new FakeS3()) {
      SinkTask task = start(s3, rows, "jsonl", "none", DISTINCT_VALUES);
      task.put(batch(rows, DISTINCT_VALUES));
      StoredObject object = s3.objects().firstEntry().getValue();
      return object.bytes().length / DISTINCT_VALUES;
    }
  }

  private static InsertField<SinkRecord> insertField() {
    InsertField<SinkRecord> transform = new InsertField.Value<>();
    transform.configure(Map.of("partition.field", "partition", "offset.field", "offset"));
    return transform;
  }

  /** As Debezium's MySQL connector writes an insert, read back by the JSON converter. */
  private static List<Map<String, Object>> changeEvents() {
    Random random = new Random(1);
    List<Map<String, Object>> events = new ArrayList<>();
    for (long id = 0; id < DISTINCT_VALUES; id++) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("ORDER_ID", id);
      row.put("SITE_ID", (long) random.nextInt(9_000));
      row.put("ORDER_DATE", 1_700_000_000_000L + random.nextInt(100_000_000));
      row.put("SHIP_MODE", List.of("Standard", "Express", "Same Day").get(random.nextInt(3)));
      row.put("AMOUNT", random.nextInt(100_000) + "." + (10 + random.nextInt(90)));
      row.put("STATUS", random.nextBoolean() ? "OPEN" : "SHIPPED");
      row.put("NOTE", random.nextInt(3) == 0 ? null : Long.toHexString(random.nextLong()));
      Map<String, Object> source = new LinkedHashMap<>();
      source.put("version", "3.6.1.Final");
      source.put("connector", "mysql");
      source.put("name", "salesdb");
      source.put("ts_ms", 1_700_000_000_000L + id);
      source.put("db", "salesdb");
      source.put("table", "SALES_ORDER");
      source.put("server_id", 1001L);
      source.put("gtid", "3e11fa47-71ca-11e1-9e33-c80aa9429562:" + id);
      source.put("file", "binlog.000003");
      source.put("pos", 4_000 + id * 350);
      source.put("row", 0L);
      Map<String, Object> event = new LinkedHashMap<>();
      event.put("before", null);
      event.put("after", row);
      event.put("source", source);
      event.put("op", "c");
      event.put("ts_ms", 1_700_000_000_500L + id);
      event.put("transaction", null);
      events.add(event);
    }
    return events;
  }
}
