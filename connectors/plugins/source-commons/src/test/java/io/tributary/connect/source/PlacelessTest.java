package io.tributary.connect.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

class PlacelessTest {
  private static final Map<String, ?> CAPTURE = Map.of("server", "shop");

  @Test
  void whatHasNoPlaceIsStoredUnderNoCapture() {
    SourceRecord record = record(Map.of());
    record.headers().addString("about", "snapshots");

    SourceRecord apart = Placeless.apart(record);

    assertThat(apart.sourcePartition()).isEmpty();
    assertThat(apart.sourceOffset()).isEmpty();
    assertThat(apart)
        .usingRecursiveComparison()
        .ignoringFields("sourcePartition", "sourceOffset")
        .isEqualTo(record);
  }

  @Test
  void whatHasOneKeepsIt() {
    SourceRecord record = record(Map.of("snapshot", "INITIAL"));
    assertThat(Placeless.apart(record)).isSameAs(record);
    SourceRecord without = record(null);
    assertThat(Placeless.apart(without)).isSameAs(without);
  }

  private static SourceRecord record(Map<String, ?> offset) {
    return new SourceRecord(
        CAPTURE,
        offset,
        "notifications.shop",
        2,
        Schema.STRING_SCHEMA,
        "id",
        Schema.STRING_SCHEMA,
        "STARTED",
        7L);
  }
}
