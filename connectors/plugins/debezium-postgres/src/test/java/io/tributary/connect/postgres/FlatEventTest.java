package io.tributary.connect.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.debezium.transforms.ExtractNewRecordState;
import io.tributary.connect.avro.EventTextConverter;
import io.tributary.connect.avro.RegistryConverter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.storage.SimpleHeaderConverter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A flat row is read as the envelope that it was made of. */
class FlatEventTest {
  private static final String TOPIC = "shop-eu.public.film";
  private static final Schema ROW =
      SchemaBuilder.struct()
          .name("shop_eu.public.film.Value")
          .field("id", Schema.INT32_SCHEMA)
          .field("title", Schema.OPTIONAL_STRING_SCHEMA)
          .optional()
          .build();
  private static final Schema SOURCE =
      SchemaBuilder.struct()
          .name("io.debezium.connector.postgresql.Source")
          .field("version", Schema.STRING_SCHEMA)
          .field("connector", Schema.STRING_SCHEMA)
          .field("name", Schema.STRING_SCHEMA)
          .field("ts_ms", Schema.INT64_SCHEMA)
          .field("snapshot", Schema.OPTIONAL_STRING_SCHEMA)
          .field("db", Schema.STRING_SCHEMA)
          .field("sequence", Schema.OPTIONAL_STRING_SCHEMA)
          .field("schema", Schema.STRING_SCHEMA)
          .field("table", Schema.STRING_SCHEMA)
          .field("txId", Schema.OPTIONAL_INT64_SCHEMA)
          .field("lsn", Schema.OPTIONAL_INT64_SCHEMA)
          .build();
  private static final Schema ENVELOPE =
      SchemaBuilder.struct()
          .name("shop_eu.public.film.Envelope")
          .field("before", ROW)
          .field("after", ROW)
          .field("source", SOURCE)
          .field("op", Schema.STRING_SCHEMA)
          .field("ts_ms", Schema.OPTIONAL_INT64_SCHEMA)
          .build();

  private final FakeRegistry registry = new FakeRegistry();
  private final RegistryConverter writer = new RegistryConverter();
  private final EventTextConverter reader = new EventTextConverter();
  private final JsonConverter json = new JsonConverter();
  private final ExtractNewRecordState<SourceRecord> flattening = new ExtractNewRecordState<>();

  FlatEventTest() throws IOException {
    String url = registry.url();
    writer.configure(
        Map.of("apicurio.registry.url", url, "apicurio.registry.auto-register", "true"), false);
    reader.configure(
        Map.of(
            "apicurio.registry.url",
            url,
            "text.converter",
            "org.apache.kafka.connect.storage.StringConverter"),
        false);
    json.configure(Map.of("schemas.enable", "false"), false);
    // As connectors/sources/avro-events.ts has it.
    flattening.configure(
        Map.of(
            "delete.tombstone.handling.mode", "rewrite-with-tombstone",
            "add.fields",
                "op,db,schema,table,lsn,source.ts_ms,source.sequence,source.txId,source.snapshot",
            "add.headers", "ts_ms"));
  }

  @AfterEach
  void close() {
    flattening.close();
    writer.close();
    registry.close();
  }

  @Test
  void anInsert() throws IOException {
    Struct event = event("c").put("after", row("Alien"));
    assertThat(throughAvro(event)).isEqualTo(known(event));
  }

  @Test
  void aRowOfASnapshot() throws IOException {
    Struct event = event("r").put("after", row(null));
    event.getStruct("source").put("snapshot", "first_in_data_collection").put("txId", null);
    assertThat(throughAvro(event)).isEqualTo(known(event));
  }

  @Test
  void anUpdateWithoutTheRowBefore() throws IOException {
    Struct event = event("u").put("before", row("Alien")).put("after", row("Aliens"));
    assertThat(throughAvro(event)).isEqualTo(known(event.put("before", null)));
  }

  @Test
  void aDeletionAndItsTombstone() throws IOException {
    Struct event = event("d").put("before", row("Alien"));
    assertThat(throughAvro(event)).isEqualTo(known(event));
    assertThat(reader.toConnectData(TOPIC, new RecordHeaders(), null).value()).isNull();
  }

  @Test
  void withoutAHeaderItWasToldWhenItWasCommitted() throws IOException {
    Struct event = event("c").put("after", row("Alien"));
    var headers = new RecordHeaders();
    byte[] bytes = bytes(flat(event), headers);
    headers.remove("__ts_ms");
    assertThat(read(TOPIC, headers, bytes)).isEqualTo(known(event.put("ts_ms", 1L)));
  }

  @Test
  void whatIsInTheTopicOfAnotherTableIsRefused() throws IOException {
    var headers = new RecordHeaders();
    byte[] bytes = bytes(flat(event("c").put("after", row("Alien"))), headers);
    assertThatThrownBy(() -> read("shop-eu.public.films", headers, bytes))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("<capture>.public.film, got: shop-eu.public.films");
  }

  @Test
  void wholeEventsAndOthersPassAsTheyAre() throws IOException {
    Struct event = event("t");
    assertThat(throughAvro(new SourceRecord(Map.of(), Map.of(), TOPIC, ENVELOPE, event), false))
        .isEqualTo(parsed(ENVELOPE, event));
    Schema notification = SchemaBuilder.struct().field("__op", Schema.STRING_SCHEMA).build();
    Struct told = new Struct(notification).put("__op", "COMPLETED");
    assertThat(
            throughAvro(
                new SourceRecord(Map.of(), Map.of(), "notifications.shop", notification, told),
                true))
        .isEqualTo(Map.of("__op", "COMPLETED"));
  }

  private static Struct event(String op) {
    Struct source =
        new Struct(SOURCE)
            .put("version", "3.7.0.Final")
            .put("connector", "postgresql")
            .put("name", "shop-eu")
            .put("ts_ms", 1L)
            .put("snapshot", "false")
            .put("db", "shop")
            .put("sequence", "[\"17\",\"18\"]")
            .put("schema", "public")
            .put("table", "film")
            .put("txId", 7L)
            .put("lsn", 18L);
    return new Struct(ENVELOPE).put("source", source).put("op", op).put("ts_ms", 2L);
  }

  private static Struct row(String title) {
    return new Struct(ROW).put("id", 1).put("title", title);
  }

  private SourceRecord flat(Struct event) {
    return flattening.apply(new SourceRecord(Map.of(), Map.of(), TOPIC, ENVELOPE, event));
  }

  private Map<?, ?> throughAvro(Struct event) throws IOException {
    return throughAvro(flat(event), false);
  }

  private Map<?, ?> throughAvro(SourceRecord record, boolean flattened) throws IOException {
    var headers = new RecordHeaders();
    byte[] bytes = bytes(flattened ? flattening.apply(record) : record, headers);
    return read(record.topic(), headers, bytes);
  }

  /** As a worker writes it. */
  private byte[] bytes(SourceRecord record, RecordHeaders headers) throws IOException {
    try (var converter = new SimpleHeaderConverter()) {
      record
          .headers()
          .forEach(
              header ->
                  headers.add(
                      header.key(),
                      converter.fromConnectHeader(
                          record.topic(), header.key(), header.schema(), header.value())));
    }
    return writer.fromConnectData(record.topic(), headers, record.valueSchema(), record.value());
  }

  private Map<?, ?> read(String topic, RecordHeaders headers, byte[] bytes) throws IOException {
    String text = (String) reader.toConnectData(topic, headers, bytes).value();
    return new ObjectMapper().readValue(text, LinkedHashMap.class);
  }

  /** The envelope in JSON, but for what a flat row does not tell. */
  @SuppressWarnings("unchecked")
  private Map<?, ?> known(Struct event) throws IOException {
    Map<String, Object> told = (Map<String, Object>) parsed(ENVELOPE, event);
    ((Map<String, Object>) told.get("source")).remove("version");
    assertThat(List.copyOf(told.keySet()))
        .containsExactly("before", "after", "source", "op", "ts_ms");
    return told;
  }

  private Map<?, ?> parsed(Schema schema, Struct value) throws IOException {
    String text = new String(json.fromConnectData(TOPIC, schema, value), StandardCharsets.UTF_8);
    return new ObjectMapper().readValue(text, LinkedHashMap.class);
  }
}
