package io.tributary.connect.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

class SnapshotPlacesTest {
  private static final Schema SOURCE =
      SchemaBuilder.struct().field("sequence", Schema.OPTIONAL_STRING_SCHEMA).build();
  private static final Schema EVENT =
      SchemaBuilder.struct().field("op", Schema.STRING_SCHEMA).field("source", SOURCE).build();

  private SnapshotPlaces places = new SnapshotPlaces(null);

  @Test
  void aRowThatWasReadAndTheTransactionAfterItFollowTheSnapshot() {
    assertEquals("[\"70\",\"70\"]", told("r", "[null,\"70\"]"));
    assertEquals("[\"70\",\"65\"]", told("u", "[null,\"65\"]"));
    assertEquals("[\"90\",\"95\"]", told("u", "[\"90\",\"95\"]"));
  }

  @Test
  void aFurtherSnapshotHasItsOwnPlace() {
    told("r", "[null,\"70\"]");
    assertEquals("[\"120\",\"120\"]", told("r", "[null,\"120\"]"));
    assertEquals("[\"120\",\"110\"]", told("c", "[null,\"110\"]"));
  }

  @Test
  void aTaskThatStartsAgainWithinTheFirstTransactionKnowsItStill() {
    Map<String, ?> stored = complete("r", "[null,\"70\"]").sourceOffset();
    places = new SnapshotPlaces(Map.of(SnapshotPlaces.STORED, stored.get(SnapshotPlaces.STORED)));
    assertEquals("[\"70\",\"65\"]", told("u", "[null,\"65\"]"));
  }

  @Test
  void whatIsNoChangeStoresItAsWell() {
    var heartbeat = record(Schema.STRING_SCHEMA, "beat");
    assertSame(heartbeat, places.complete(heartbeat));
    told("r", "[null,\"70\"]");
    assertEquals("70", places.complete(heartbeat).sourceOffset().get(SnapshotPlaces.STORED));
  }

  @Test
  void withoutASnapshotNothingIsMadeUp() {
    SourceRecord record = complete("u", "[null,\"65\"]");
    assertEquals("[null,\"65\"]", sequence(record));
    assertFalse(record.sourceOffset().containsKey(SnapshotPlaces.STORED));
  }

  private String told(String operation, String sequence) {
    return sequence(complete(operation, sequence));
  }

  private SourceRecord complete(String operation, String sequence) {
    var source = new Struct(SOURCE).put("sequence", sequence);
    return places.complete(
        record(EVENT, new Struct(EVENT).put("op", operation).put("source", source)));
  }

  private static String sequence(SourceRecord record) {
    return ((Struct) record.value()).getStruct("source").getString("sequence");
  }

  private static SourceRecord record(Schema schema, Object value) {
    return new SourceRecord(Map.of("server", "shop"), Map.of("lsn", 1L), "topic", schema, value);
  }
}
