package io.tributary.connect.dynamodb;

import org.apache.kafka.connect.sink.SinkRecord;

/** Where a record was read, whatever transforms made of it. */
final class Records {
  private Records() {}

  static String place(SinkRecord record) {
    return "Offset "
        + record.originalKafkaOffset()
        + " of "
        + record.originalTopic()
        + "-"
        + record.originalKafkaPartition();
  }
}
