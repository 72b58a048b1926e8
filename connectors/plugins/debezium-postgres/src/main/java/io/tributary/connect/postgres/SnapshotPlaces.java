package io.tributary.connect.postgres;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * Has `source.sequence` begin with the place of the snapshot where Debezium leaves the first part
 * out: in the snapshot's own rows, and in the first transaction after it.
 *
 * <p>A worker that dies before the end of a snapshot is stored reads all rows again, after changes
 * that it had told already. Without a place those rows, and the transaction after them, would be
 * older than these changes.
 */
final class SnapshotPlaces {
  /**
   * Beside Debezium's own keys in what is stored, for the first transaction may be told in several
   * goes.
   */
  static final String STORED = "tributary_snapshot_lsn";

  private static final Pattern WITHOUT_COMMIT = Pattern.compile("\\[null,\"(\\d+)\"]");
  private static final String SOURCE = "source";
  private static final String SEQUENCE = "sequence";
  private static final String OPERATION = "op";
  private static final String READ = "r";

  private String snapshot;

  /**
   * @param stored where the task stopped, null where it begins
   */
  SnapshotPlaces(Map<String, Object> stored) {
    snapshot = stored == null ? null : (String) stored.get(STORED);
  }

  /**
   * The record with whole places; also of one that is no change, the snapshot's is stored, unless
   * it stores none.
   */
  SourceRecord complete(SourceRecord record) {
    if (record.value() instanceof Struct event && isChange(event)) {
      complete(event, event.getStruct(SOURCE));
    }
    return snapshot == null || record.sourceOffset().isEmpty() ? record : storing(record);
  }

  private void complete(Struct event, Struct source) {
    String sequence = source.getString(SEQUENCE);
    Matcher place = WITHOUT_COMMIT.matcher(sequence == null ? "" : sequence);
    if (!place.matches()) {
      return;
    }
    if (READ.equals(event.getString(OPERATION))) {
      snapshot = place.group(1);
    }
    if (snapshot != null) {
      source.put(SEQUENCE, "[\"%s\",\"%s\"]".formatted(snapshot, place.group(1)));
    }
  }

  private static boolean isChange(Struct value) {
    return value.schema().field(SOURCE) != null
        && value.schema().field(OPERATION) != null
        && value.getStruct(SOURCE) != null
        && value.getStruct(SOURCE).schema().field(SEQUENCE) != null;
  }

  private SourceRecord storing(SourceRecord record) {
    Map<String, Object> offset = new HashMap<>(record.sourceOffset());
    offset.put(STORED, snapshot);
    return new SourceRecord(
        record.sourcePartition(),
        offset,
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
