package io.tributary.connect.sink;

import org.apache.kafka.connect.sink.SinkRecord;

/** Where a record was read, whatever transforms made of it. */
public final class Records {
  private Records() {}

  public static String place(SinkRecord record) {
    return "Offset "
        + record.originalKafkaOffset()
        + " of "
        + record.originalTopic()
        + "-"
        + record.originalKafkaPartition();
  }
}
