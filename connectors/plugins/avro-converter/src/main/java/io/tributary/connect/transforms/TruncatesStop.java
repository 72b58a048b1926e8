package io.tributary.connect.transforms;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.transforms.Transformation;

/**
 * Stops a connector at the truncation of a table, before a transform that would leave it out
 * without a word: whoever keeps the table's rows would keep them all.
 */
public final class TruncatesStop<R extends ConnectRecord<R>> implements Transformation<R> {

  static final String IGNORED = "ignored.topics";

  private static final String OPERATION = "op";
  private static final String TRUNCATE = "t";

  private List<String> ignored = List.of();

  @Override
  public ConfigDef config() {
    return new ConfigDef()
        .define(
            IGNORED,
            ConfigDef.Type.LIST,
            List.of(),
            ConfigDef.Importance.MEDIUM,
            "Topics of tables whose truncations mean nothing to who reads them.");
  }

  @Override
  public void configure(Map<String, ?> configs) {
    ignored = new AbstractConfig(config(), configs).getList(IGNORED);
  }

  @Override
  public R apply(R record) {
    if (isTruncate(record.value()) && !ignored.contains(record.topic())) {
      throw new DataException(
          "the table of topic `%s` must not be truncated where flat rows tell what becomes of it, got: TRUNCATE. Take a new snapshot by another capture, or declare `truncate: 'ignore'` of the table"
              .formatted(record.topic()));
    }
    return record;
  }

  private static boolean isTruncate(Object value) {
    return value instanceof Struct struct
        && struct.schema().field(OPERATION) != null
        && struct.schema().field("source") != null
        && TRUNCATE.equals(struct.get(OPERATION));
  }

  @Override
  public void close() {}
}
