package io.tributary.connect.avro;

import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.json.JsonConverterConfig;
import org.apache.kafka.connect.storage.Converter;

/**
 * Reads events in Avro as the JSON that a capture without Avro would have written of them, so that
 * one who reads that JSON reads both: whole events and flat ones, keys, and what a connector tells
 * of itself. What is that JSON already, of before the capture wrote Avro, is read as it is.
 *
 * <p>Property {@code text.converter} is who reads the text, with properties of its own below it.
 * The registry is asked as {@link RegistryConverter} asks it.
 */
public final class EventTextConverter implements Converter {

  static final String READER = "text.converter";

  /** How the text of an event begins, and no Avro that has its schema's number before it. */
  private static final byte OBJECT = '{';

  private final RegistryConverter registry = new RegistryConverter();
  private final JsonConverter json = new JsonConverter();
  private Converter reader;

  /** Header that has the number of a schema. */
  private String schemaHeader;

  @Override
  public ConfigDef config() {
    return new ConfigDef()
        .define(
            READER,
            ConfigDef.Type.CLASS,
            ConfigDef.NO_DEFAULT_VALUE,
            ConfigDef.Importance.HIGH,
            "Converter that reads the JSON text of an event. Its own properties begin with this name.");
  }

  @Override
  public void configure(Map<String, ?> configs, boolean isKey) {
    var config = new AbstractConfig(config(), configs, false);
    registry.configure(configs, isKey);
    schemaHeader = isKey ? "apicurio.key.globalId" : "apicurio.value.globalId";
    json.configure(
        Map.of(
            JsonConverterConfig.SCHEMAS_ENABLE_CONFIG, false,
            JsonConverterConfig.REPLACE_NULL_WITH_DEFAULT_CONFIG, false),
        isKey);
    reader = Utils.newInstance(config.getClass(READER).asSubclass(Converter.class));
    reader.configure(config.originalsWithPrefix(READER + "."), isKey);
  }

  @Override
  public SchemaAndValue toConnectData(String topic, byte[] value) {
    byte[] text =
        isText(null, value) ? value : text(topic, null, registry.toConnectData(topic, value));
    return reader.toConnectData(topic, text);
  }

  @Override
  public SchemaAndValue toConnectData(String topic, Headers headers, byte[] value) {
    byte[] text =
        isText(headers, value)
            ? value
            : text(topic, headers, registry.toConnectData(topic, headers, value));
    return reader.toConnectData(topic, headers, text);
  }

  /** Of a tombstone, and of records from before their capture wrote Avro, which name no schema. */
  private boolean isText(Headers headers, byte[] value) {
    return value == null
        || value.length > 0
            && value[0] == OBJECT
            && (headers == null || headers.lastHeader(schemaHeader) == null);
  }

  @Override
  public byte[] fromConnectData(String topic, Schema schema, Object value) {
    throw new DataException("events must be written by who writes Avro, which this one only reads");
  }

  private byte[] text(String topic, Headers headers, SchemaAndValue event) {
    Object told =
        FlatEvent.is(event.schema())
            ? FlatEvent.envelope(topic, headers, (Struct) event.value())
            : EventText.of(event.schema(), event.value());
    return json.fromConnectData(topic, null, told);
  }
}
