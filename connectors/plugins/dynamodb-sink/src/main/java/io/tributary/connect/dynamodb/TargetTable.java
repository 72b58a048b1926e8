package io.tributary.connect.dynamodb;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** A table that is there, and how its keys are made. */
record TargetTable(String name, List<KeyPart> parts) {
  /**
   * A part of the key.
   *
   * @param type S, N or B, as the table has it
   */
  record KeyPart(KeyField field, ScalarAttributeType type, int maxBytes) {}

  /** Words for {@link ScalarAttributeType}. */
  private static final Map<ScalarAttributeType, String> WORDS =
      Map.of(
          ScalarAttributeType.S, "text",
          ScalarAttributeType.N, "a number",
          ScalarAttributeType.B, "bytes");

  /** Whether keys are told without a row. */
  boolean keyedByRecordKeys() {
    return parts.stream().allMatch(part -> part.field().ofKey());
  }

  /**
   * The item of a row.
   *
   * @param row empty where the record has none
   * @throws DataException where the row has no such key
   */
  ItemKey key(SinkRecord record, Optional<Row> row, Attributes attributes) {
    Optional<Row> recordKey = Row.of(record.keySchema(), record.key());
    Map<String, AttributeValue> key = new LinkedHashMap<>();
    for (KeyPart part : parts) {
      Row holder =
          (part.field().ofKey() ? recordKey : row)
              .orElseThrow(
                  () ->
                      new DataException(
                          "no key: `"
                              + part.field()
                              + "` must be there, got "
                              + (part.field().ofKey()
                                  ? "a record's key without fields"
                                  : "no row")));
      key.put(part.field().name(), value(part, holder, attributes));
    }
    return new ItemKey(name, key);
  }

  private AttributeValue value(KeyPart part, Row holder, Attributes attributes) {
    String field = part.field().name();
    Object given = holder.get(field);
    if (given == null) {
      throw new DataException("no key: `" + part.field() + "` must be there, got: null");
    }
    AttributeValue value = attributes.of(holder.schemaOf(field), given, part.field().toString());
    if (!value.type().name().equals(part.type().name())) {
      throw new DataException(
          "`"
              + part.field()
              + "` must be "
              + WORDS.get(part.type())
              + ", as the key of "
              + name
              + " is, got: "
              + given.getClass().getSimpleName());
    }
    long bytes = ItemSize.of(value);
    if (bytes == 0) {
      throw new DataException("no key: `" + part.field() + "` must not be empty");
    }
    if (bytes > part.maxBytes()) {
      throw new DataException(
          "`"
              + part.field()
              + "` must have at most "
              + part.maxBytes()
              + " bytes as a key, got: "
              + bytes);
    }
    return value;
  }
}
