package io.tributary.connect.avro;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;

/**
 * The envelope of a row that has what was done to it in fields of its own. What it does not have is
 * the row before an update.
 */
final class FlatEvent {

  private static final String OP = "__op";
  private static final String DELETED = "__deleted";
  private static final String DB = "__db";
  private static final String SCHEMA = "__schema";
  private static final String TABLE = "__table";
  private static final String LSN = "__lsn";
  private static final String COMMITTED = "__source_ts_ms";
  private static final String SEQUENCE = "__source_sequence";
  private static final String TRANSACTION = "__source_txId";
  private static final String SNAPSHOT = "__source_snapshot";

  private static final Set<String> ADDED =
      Set.of(OP, DELETED, DB, SCHEMA, TABLE, LSN, COMMITTED, SEQUENCE, TRANSACTION, SNAPSHOT);

  /** Header of the record: when the connector told it. */
  private static final String TOLD = "__ts_ms";

  private static final String DELETE = "d";

  private FlatEvent() {}

  static boolean is(Schema schema) {
    return schema != null
        && schema.type() == Schema.Type.STRUCT
        && ADDED.stream().allMatch(name -> schema.field(name) != null);
  }

  /**
   * @param headers null where they are not known
   */
  static Map<String, Object> envelope(String topic, Headers headers, Struct event) {
    Map<String, Object> row = new LinkedHashMap<>();
    for (Field field : event.schema().fields()) {
      if (!ADDED.contains(field.name())) {
        row.put(field.name(), EventText.field(event, field));
      }
    }
    boolean isDelete = DELETE.equals(event.get(OP));
    Map<String, Object> envelope = new LinkedHashMap<>();
    envelope.put("before", isDelete ? row : null);
    envelope.put("after", isDelete ? null : row);
    envelope.put("source", source(topic, event));
    envelope.put("op", event.get(OP));
    envelope.put("ts_ms", told(headers, event));
    return envelope;
  }

  private static Map<String, Object> source(String topic, Struct event) {
    Map<String, Object> source = new LinkedHashMap<>();
    // The only engine whose places have it.
    source.put("connector", "postgresql");
    source.put("name", capture(topic, event));
    source.put("ts_ms", event.get(COMMITTED));
    source.put("snapshot", event.get(SNAPSHOT));
    source.put("db", event.get(DB));
    source.put("sequence", event.get(SEQUENCE));
    source.put("schema", event.get(SCHEMA));
    source.put("table", event.get(TABLE));
    source.put("txId", event.get(TRANSACTION));
    source.put("lsn", event.get(LSN));
    return source;
  }

  /** What names of topics begin with. Names that Avro takes are in them letter by letter. */
  private static String capture(String topic, Struct event) {
    String table = "." + event.get(SCHEMA) + "." + event.get(TABLE);
    if (!topic.endsWith(table)) {
      throw new DataException(
          "a flat row must be in the topic of its table, <capture>%s, got: %s"
              .formatted(table, topic));
    }
    return topic.substring(0, topic.length() - table.length());
  }

  /** The time of its commit where it was written before there was such a header. */
  private static Object told(Headers headers, Struct event) {
    Header told = headers == null ? null : headers.lastHeader(TOLD);
    if (told == null || told.value() == null) {
      return event.get(COMMITTED);
    }
    String text = new String(told.value(), StandardCharsets.US_ASCII);
    try {
      return Long.valueOf(text);
    } catch (NumberFormatException e) {
      throw new DataException("header %s must be milliseconds, got: %s".formatted(TOLD, text), e);
    }
  }
}
