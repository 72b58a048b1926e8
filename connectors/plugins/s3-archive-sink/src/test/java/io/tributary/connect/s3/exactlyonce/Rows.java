package io.tributary.connect.s3.exactlyonce;

import io.tributary.connect.testkit.Structs;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.connect.sink.SinkRecord;

/** What an archive's rows are. */
enum Rows {
  /** JSON Lines of whole records. */
  LINES,
  /** Parquet of values, whose schema changes again and again. */
  COLUMNS;

  private static final Structs STRUCTS = new Structs();

  /** What makes a connector write such. */
  Map<String, String> config(Random random) {
    return switch (this) {
      case LINES -> Map.of("content", "record");
      case COLUMNS ->
          Map.of(
              "format",
              "parquet",
              "compression",
              random.nextBoolean() ? "snappy" : "gzip",
              "transforms",
              "structs",
              "transforms.structs.type",
              Structs.class.getName());
    };
  }

  /** A record as the connector's transforms leave it. */
  SinkRecord transformed(SinkRecord record) {
    return this == COLUMNS ? STRUCTS.apply(record) : record;
  }

  /** As it is read back. */
  String row(int partition, long id) {
    return switch (this) {
      case LINES ->
          "{\"partition\":%d,\"offset\":%2$d,\"key\":{\"id\":%2$d},\"value\":{\"id\":%2$d}}"
              .formatted(partition, id);
      case COLUMNS -> "{\"id\":%d}".formatted(id);
    };
  }
}
