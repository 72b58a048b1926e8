package io.tributary.connect.s3.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.connect.s3.config.Compression;
import io.tributary.connect.s3.format.RecordWriter;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What open objects say that they hold, against the heap. */
class HeldBytesTest {
  private static final int COLUMNS = 20;
  private static final Schema SCHEMA = schema();

  @ParameterizedTest(name = "{0} objects of {1} rows")
  @CsvSource({"100, 1", "100, 30", "20, 2000", "4, 40000"})
  void isNoLessThanTheHeapAndNotManyTimesAsMuch(int objects, int rows) {
    Random random = new Random(1);
    try (ParquetFormat format = new ParquetFormat(Compression.SNAPPY)) {
      List<RecordWriter> open = new ArrayList<>();
      long before = heap();
      for (int object = 0; object < objects; object++) {
        RecordWriter writer = format.newWriter();
        for (int row = 0; row < rows; row++) {
          writer.write(EveryType.record(row, struct(row, random)));
        }
        open.add(writer);
      }
      long held = open.stream().mapToLong(RecordWriter::heldBytes).sum();
      long used = heap() - before;
      System.out.printf("objects=%d rows=%d held=%,d used=%,d%n", objects, rows, held, used);

      assertThat(held).isGreaterThan(used).isLessThan(4 * used);
      Reference.reachabilityFence(open);
    }
  }

  private static long heap() {
    Runtime runtime = Runtime.getRuntime();
    for (int times = 0; times < 3; times++) {
      System.gc();
    }
    return runtime.totalMemory() - runtime.freeMemory();
  }

  /** Half of the columns hold texts that are seldom the same. */
  private static Struct struct(int row, Random random) {
    Struct struct = new Struct(SCHEMA);
    for (int column = 0; column < COLUMNS; column += 2) {
      struct.put("c" + column, (long) row % 100);
      struct.put("c" + (column + 1), Long.toHexString(random.nextLong()));
    }
    return struct;
  }

  private static Schema schema() {
    SchemaBuilder builder = SchemaBuilder.struct();
    for (int column = 0; column < COLUMNS; column += 2) {
      builder.field("c" + column, Schema.INT64_SCHEMA);
      builder.field("c" + (column + 1), Schema.OPTIONAL_STRING_SCHEMA);
    }
    return builder.build();
  }
}
