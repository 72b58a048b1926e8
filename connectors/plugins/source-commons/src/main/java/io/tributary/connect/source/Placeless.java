package io.tributary.connect.source;

import java.util.Map;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * Records that say nothing of how far a capture came: notifications of a snapshot that is about to
 * begin. Debezium gives them the capture's partition with an empty offset, and takes what was
 * stored by them for the place of a capture whose snapshot is made: after a start again PostgreSQL
 * goes on without a row of it, and MySQL does not go on.
 */
public final class Placeless {
  /** As Debezium's notifications have it that belong to no snapshot. */
  private static final Map<String, ?> NOWHERE = Map.of();

  private Placeless() {}

  /** The record under a partition of no capture where it has no place, any other as it is. */
  public static SourceRecord apart(SourceRecord record) {
    if (record.sourceOffset() == null || !record.sourceOffset().isEmpty()) {
      return record;
    }
    return new SourceRecord(
        NOWHERE,
        NOWHERE,
        record.topic(),
        record.kafkaPartition(),
        record.keySchema(),
        record.key(),
        record.valueSchema(),
        record.value(),
        record.timestamp(),
        record.headers());
  }
}
