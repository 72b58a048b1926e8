package io.tributary.connect.transforms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

class TruncatesStopTest {

  private static final Schema ENVELOPE =
      SchemaBuilder.struct()
          .field("op", Schema.STRING_SCHEMA)
          .field("source", Schema.STRING_SCHEMA)
          .build();
  private static final Schema ROW =
      SchemaBuilder.struct().field("op", Schema.STRING_SCHEMA).build();

  private final TruncatesStop<SourceRecord> transform = new TruncatesStop<>();

  private static SourceRecord record(String topic, Schema schema, Object value) {
    return new SourceRecord(Map.of(), Map.of(), topic, schema, value);
  }

  private static Struct change(String operation) {
    return new Struct(ENVELOPE).put("op", operation).put("source", "here");
  }

  @Test
  void aTruncationStops() {
    transform.configure(Map.of("ignored.topics", "shop.notes"));
    assertThatThrownBy(() -> transform.apply(record("shop.orders", ENVELOPE, change("t"))))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("the table of topic `shop.orders` must not be truncated");
  }

  @Test
  void oneThatMeansNothingPasses() {
    transform.configure(Map.of("ignored.topics", "shop.notes"));
    SourceRecord truncation = record("shop.notes", ENVELOPE, change("t"));
    assertThat(transform.apply(truncation)).isSameAs(truncation);
  }

  @Test
  void otherRecordsPass() {
    transform.configure(Map.of());
    for (SourceRecord other :
        new SourceRecord[] {
          record("shop.orders", ENVELOPE, change("u")),
          record("shop.orders", null, null),
          record("heartbeat", Schema.STRING_SCHEMA, "t"),
          // A column that is called so.
          record("shop.orders", ROW, new Struct(ROW).put("op", "t")),
        }) {
      assertThat(transform.apply(other)).isSameAs(other);
    }
  }
}
