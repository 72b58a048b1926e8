package io.tributary.connect.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.connect.avro.EventTextConverter;
import io.tributary.connect.avro.RegistryConverter;
import io.tributary.connect.transforms.WithoutDefaults;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.source.SourceRecord;

/** What a capture in JSON writes, and what is read of one in Avro. */
final class BothTexts implements AutoCloseable {
  private static final String TOPIC = "shop.public.film";

  private final FakeRegistry registry = new FakeRegistry();
  private final RegistryConverter writer = new RegistryConverter();
  private final EventTextConverter reader = new EventTextConverter();
  private final JsonConverter json = new JsonConverter();

  BothTexts() throws IOException {
    writer.configure(
        Map.of(
            "apicurio.registry.url", registry.url(),
            "apicurio.registry.auto-register", "true",
            "apicurio.registry.find-latest", "false",
            "apicurio.registry.artifact.group-id", "shop"),
        false);
    reader.configure(
        Map.of(
            "apicurio.registry.url",
            registry.url(),
            "text.converter",
            "org.apache.kafka.connect.storage.StringConverter"),
        false);
    json.configure(Map.of("schemas.enable", "false", "replace.null.with.default", "false"), false);
  }

  @Override
  public void close() {
    writer.close();
    registry.close();
  }

  void assertSame(Schema typed, Object typedValue, Schema plain, Object plainValue) {
    assertThat(throughAvro(event(typed), event(typed, typedValue)))
        .isEqualTo(inJson(event(plain), event(plain, plainValue)));
  }

  private static Schema row(Schema column) {
    return SchemaBuilder.struct()
        .name("shop.public.film.Value")
        .field("it", column)
        .optional()
        .build();
  }

  private static Schema event(Schema column) {
    return SchemaBuilder.struct()
        .name("shop.public.film.Envelope")
        .field("before", row(column))
        .field("after", row(column))
        .field("op", Schema.STRING_SCHEMA)
        .field("ts_ms", Schema.OPTIONAL_INT64_SCHEMA)
        .build();
  }

  private static Struct event(Schema column, Object value) {
    return new Struct(event(column))
        .put("after", new Struct(row(column)).put("it", value))
        .put("op", "c")
        .put("ts_ms", 1700000000000L);
  }

  String inJson(Schema schema, Struct value) {
    return new String(json.fromConnectData(TOPIC, schema, value), StandardCharsets.UTF_8);
  }

  /** What is read of a record that names no schema. */
  String read(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return (String) reader.toConnectData(TOPIC, new RecordHeaders(), bytes).value();
  }

  String throughAvro(Schema schema, Struct value) {
    var record = new SourceRecord(Map.of(), Map.of(), TOPIC, schema, value);
    try (var transform = new WithoutDefaults<SourceRecord>()) {
      SourceRecord told = transform.apply(record);
      var headers = new RecordHeaders();
      byte[] bytes = writer.fromConnectData(TOPIC, headers, told.valueSchema(), told.value());
      return (String) reader.toConnectData(TOPIC, headers, bytes).value();
    }
  }
}
