package io.tributary.connect.dynamodb;

import io.tributary.connect.dynamodb.TopicSettings.TruncatePolicy;
import io.tributary.connect.sink.Records;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What the records of one topic want of its table. A record that wants nothing yields nothing, one
 * that moves a row to another key yields two writes.
 */
final class RecordReader {
  static final String POSITION = "__position";
  static final String DELETED = "__deleted";
  static final String EXPIRES = "__expires";

  private static final Set<String> RESERVED = Set.of(POSITION, DELETED, EXPIRES);

  /** What an item has beside the row and its position, at least. */
  private static final int OWN_BYTES = POSITION.length();

  private final TopicSettings settings;
  private final TargetTable table;
  private final Attributes attributes;
  private final boolean enveloped;
  private final ServerWatch servers;

  RecordReader(
      TopicSettings settings, TargetTable table, Attributes attributes, boolean enveloped) {
    this.settings = settings;
    this.table = table;
    this.attributes = attributes;
    this.enveloped = enveloped;
    servers = new ServerWatch(settings.unknownServer());
  }

  TargetTable table() {
    return table;
  }

  /**
   * @throws DataException with the reason why the record can never be written
   * @throws ConnectException where the topic must not be followed further
   */
  List<ItemWrite> read(SinkRecord record) {
    int epoch = settings.epochs().of(record.originalKafkaPartition(), record.originalKafkaOffset());
    return enveloped ? change(record, epoch) : List.of(row(record, epoch));
  }

  private ItemWrite row(SinkRecord record, int epoch) {
    String position =
        SourceLog.ofRecord(epoch, record.originalKafkaPartition(), record.originalKafkaOffset());
    if (record.value() == null) {
      if (!table.keyedByRecordKeys()) {
        throw new DataException("no key: it is taken from the row, and the record has no value");
      }
      return removal(table.key(record, Optional.empty(), attributes), position, record);
    }
    Row row =
        Row.of(record.valueSchema(), record.value())
            .orElseThrow(
                () ->
                    new DataException(
                        "the value must be a row, got: " + record.value().getClass().getName()));
    return written(record, row, position, Optional.empty());
  }

  private List<ItemWrite> change(SinkRecord record, int epoch) {
    if (record.value() == null) {
      // It says that a key was deleted; the change before it said so.
      return List.of();
    }
    Row envelope =
        Row.of(record.valueSchema(), record.value())
            .orElseThrow(() -> new DataException("no change envelope"));
    String op = envelope.text("op");
    if (op == null) {
      throw new DataException("no change envelope");
    }
    if (!Set.of("c", "r", "u", "d", "t").contains(op)) {
      throw new DataException("unknown op " + op);
    }
    Row source =
        envelope.row("source").orElseThrow(() -> new DataException("no position in the log"));
    SourceLog log = SourceLog.of(source);
    String position =
        log.text(source, op, epoch, record.originalKafkaOffset())
            .orElseThrow(() -> new DataException("no position in the log"));
    log.server(source, op).ifPresent(server -> servers.saw(epoch, server, record));
    return switch (op) {
      case "t" -> truncated(record);
      case "d" -> List.of(deleted(record, envelope.row("before"), position));
      default -> {
        boolean snapshot = op.equals(SourceLog.SNAPSHOT) && !isIncremental(source);
        yield changed(record, envelope, position, snapshot ? Optional.of(log) : Optional.empty());
      }
    };
  }

  private List<ItemWrite> changed(
      SinkRecord record, Row envelope, String position, Optional<SourceLog> snapshotOf) {
    Row after =
        envelope.row("after").orElseThrow(() -> new DataException("no row after the change"));
    ItemWrite write = written(record, after, position, snapshotOf);
    Optional<ItemKey> before = envelope.row("before").flatMap(row -> keyIfAny(record, row));
    return before.isEmpty() || before.get().equals(write.key())
        ? List.of(write)
        : List.of(removal(before.get(), position, record), write);
  }

  private ItemWrite deleted(SinkRecord record, Optional<Row> before, String position) {
    if (before.isEmpty()) {
      throw new DataException("no row before the change");
    }
    return removal(table.key(record, before, attributes), position, record);
  }

  private List<ItemWrite> truncated(SinkRecord record) {
    if (settings.truncate() == TruncatePolicy.IGNORE) {
      return List.of();
    }
    throw new ConnectException(
        "`truncate` is fail, and "
            + Records.place(record)
            + " says that the source table was truncated. Choose ignore to keep its rows in "
            + table.name()
            + ", or empty the table and ignore it then");
  }

  private ItemWrite written(
      SinkRecord record, Row row, String position, Optional<SourceLog> snapshotOf) {
    ItemKey key = table.key(record, Optional.of(row), attributes);
    Map<String, AttributeValue> item = new LinkedHashMap<>(attributes.of(row));
    item.forEach(UntoldValues::check);
    for (String name : RESERVED) {
      if (item.containsKey(name)) {
        throw new DataException("`" + name + "` must not be a field: items have one of their own");
      }
    }
    key.attributes()
        .forEach(
            (name, value) -> {
              AttributeValue other = item.put(name, value);
              if (other != null && !other.equals(value)) {
                throw new DataException(
                    "`" + name + "` must be the same in key and row, since items have it once");
              }
            });
    long bytes = ItemSize.of(item) + OWN_BYTES + position.length();
    if (bytes > ItemSize.MAX_BYTES) {
      throw new DataException(
          "the item must have at most " + ItemSize.MAX_BYTES + " bytes, got: " + bytes);
    }
    return new ItemWrite(key, Optional.of(item), position, snapshotOf, record);
  }

  private static ItemWrite removal(ItemKey key, String position, SinkRecord record) {
    return new ItemWrite(key, Optional.empty(), position, Optional.empty(), record);
  }

  /** A row that had no key has no item to leave. */
  private Optional<ItemKey> keyIfAny(SinkRecord record, Row before) {
    try {
      return Optional.of(table.key(record, Optional.of(before), attributes));
    } catch (DataException e) {
      return Optional.empty();
    }
  }

  /** Rows that are read while the log goes on stand where it is. */
  private static boolean isIncremental(Row source) {
    return "incremental".equals(source.text("snapshot"));
  }
}
