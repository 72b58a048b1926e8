package io.tributary.connect.transforms;

import static org.assertj.core.api.Assertions.assertThat;

import io.apicurio.registry.utils.converter.avro.AvroData;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

class WithoutDefaultsTest {
  private static final Schema RATE =
      SchemaBuilder.string()
          .name("io.tributary.Rate")
          .doc("of a day")
          .optional()
          .defaultValue("4.99")
          .build();
  private static final Schema RATING =
      SchemaBuilder.string().parameter("allowed", "G,PG").version(3).defaultValue("G").build();
  private static final Schema ROW =
      SchemaBuilder.struct()
          .name("shop.film.Value")
          .field("id", Schema.INT32_SCHEMA)
          .field("rate", RATE)
          .field("rating", RATING)
          .optional()
          .build();
  private static final Schema EVENT =
      SchemaBuilder.struct()
          .name("shop.film.Envelope")
          .field("before", ROW)
          .field("after", ROW)
          .field("rows", SchemaBuilder.array(ROW).optional().build())
          .field("by_name", SchemaBuilder.map(Schema.STRING_SCHEMA, ROW).optional().build())
          .build();
  private static final Schema KEY =
      SchemaBuilder.struct()
          .name("shop.film.Key")
          .field("id", SchemaBuilder.int32().optional().defaultValue(7).build())
          .build();

  private final WithoutDefaults<SourceRecord> transform = new WithoutDefaults<>();

  @Test
  void nullBesideADefaultIsNullForWhoeverAsks() {
    Struct told = (Struct) transform.apply(record(event())).value();

    assertThat(told.getStruct("after").get("rate")).isNull();
    assertThat(((Struct) told.getArray("rows").get(0)).get("rate")).isNull();
    assertThat(((Struct) told.getMap("by_name").get("one")).get("rate")).isNull();
    assertThat(told.get("before")).isNull();
    assertThat(((Struct) transform.apply(record(event())).key()).get("id")).isNull();
  }

  @Test
  void nullBesideADefaultIsNullThroughAvroAndBack() throws IOException {
    assertThat(throughAvro(record(event())).getStruct("after").get("rate")).isEqualTo("4.99");

    Struct told = throughAvro(transform.apply(record(event())));
    assertThat(told.getStruct("after").get("rate")).isNull();
    assertThat(told.getStruct("after").get("id")).isEqualTo(1);
    assertThat(((Struct) told.getArray("rows").get(0)).get("rate")).isNull();
    assertThat(((Struct) told.getMap("by_name").get("one")).get("rate")).isNull();
  }

  @Test
  void whatIsRequiredIsItsDefaultWhereItWasLeftOut() {
    SourceRecord told = transform.apply(record(event()));

    assertThat(((Struct) told.value()).getStruct("after").get("rating")).isEqualTo("G");
    ((Struct) told.value()).validate();
  }

  @Test
  void aColumnThatIsAddedWithADefaultIsNoBreak() {
    Schema before = SchemaBuilder.struct().name("v").field("id", Schema.INT32_SCHEMA).build();
    Schema after =
        SchemaBuilder.struct()
            .name("v")
            .field("id", Schema.INT32_SCHEMA)
            .field("stars", SchemaBuilder.int32().defaultValue(0).build())
            .build();
    AvroData avro = new AvroData(10);
    var written = avro.fromConnectSchema(before);
    var read = avro.fromConnectSchema(new PlainSchemas(true).plain(after));

    assertThat(SchemaCompatibility.checkReaderWriterCompatibility(read, written).getType())
        .isEqualTo(SchemaCompatibility.SchemaCompatibilityType.COMPATIBLE);
    assertThat(new PlainSchemas(false).plain(after).field("stars").schema().isOptional()).isFalse();
  }

  @Test
  void aSchemaLosesItsDefaultAndNothingElse() {
    Schema told = transform.apply(record(event())).valueSchema();

    assertThat(told.name()).isEqualTo("shop.film.Envelope");
    Schema row = told.field("after").schema();
    assertThat(row.isOptional()).isTrue();
    assertThat(row.field("rate").schema())
        .isEqualTo(
            SchemaBuilder.string().name("io.tributary.Rate").doc("of a day").optional().build());
    assertThat(row.field("rating").schema())
        .isEqualTo(
            SchemaBuilder.string().parameter("allowed", "G,PG").version(3).optional().build());
    assertThat(row.field("id").schema()).isSameAs(Schema.INT32_SCHEMA);
  }

  @Test
  void oneSchemaGivesOneSchema() {
    assertThat(transform.apply(record(event())).valueSchema())
        .isSameAs(transform.apply(record(event())).valueSchema());
  }

  @Test
  void manySchemasAreNotKept() {
    for (int each = 0; each < 3 * PlainSchemas.KEPT; each++) {
      Schema schema = SchemaBuilder.string().version(each).defaultValue("x").build();
      var told =
          transform.apply(new SourceRecord(Map.of(), Map.of(), "t", null, null, schema, "y"));
      assertThat(told.valueSchema())
          .isEqualTo(SchemaBuilder.string().version(each).optional().build());
    }
  }

  @Test
  void recordsWithoutDefaultsAndTombstonesPassAsTheyAre() {
    var plain = new SourceRecord(Map.of(), Map.of(), "t", Schema.STRING_SCHEMA, "beat");
    var tombstone = new SourceRecord(Map.of(), Map.of(), "t", null, null);

    assertThat(transform.apply(plain)).isSameAs(plain);
    assertThat(transform.apply(tombstone)).isSameAs(tombstone);
  }

  @Test
  void placeTimeAndHeadersStay() {
    var record = record(event());
    record.headers().addString("trace", "1");
    SourceRecord told = transform.apply(record);

    assertThat(told.topic()).isEqualTo("shop.film");
    assertThat(told.kafkaPartition()).isEqualTo(2);
    assertThat(told.timestamp()).isEqualTo(5L);
    assertThat(told.sourceOffset()).isEqualTo(Map.of("lsn", 1L));
    assertThat(told.headers().lastWithName("trace").value()).isEqualTo("1");
  }

  private static Struct event() {
    Struct row = new Struct(ROW).put("id", 1);
    return new Struct(EVENT)
        .put("after", row)
        .put("rows", List.of(row))
        .put("by_name", Map.of("one", row));
  }

  private static SourceRecord record(Struct event) {
    return new SourceRecord(
        Map.of("server", "shop"),
        Map.of("lsn", 1L),
        "shop.film",
        2,
        KEY,
        new Struct(KEY),
        EVENT,
        event,
        5L);
  }

  /** As the converter writes and reads it. */
  private static Struct throughAvro(SourceRecord record) throws IOException {
    var data = new AvroData(10);
    var written = (GenericRecord) data.fromConnectData(record.valueSchema(), record.value());
    var bytes = new ByteArrayOutputStream();
    var encoder = EncoderFactory.get().binaryEncoder(bytes, null);
    new GenericDatumWriter<GenericRecord>(written.getSchema()).write(written, encoder);
    encoder.flush();
    var decoder = DecoderFactory.get().binaryDecoder(bytes.toByteArray(), null);
    var read = new GenericDatumReader<GenericRecord>(written.getSchema()).read(null, decoder);
    return (Struct) data.toConnectData(read.getSchema(), read).value();
  }
}
