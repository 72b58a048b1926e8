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
 * of itself.
 *
 * <p>Property {@code text.converter} is who reads the text, with properties of its own below it.
 * The registry is asked as {@link RegistryConverter} asks it.
 */
public final class EventTextConverter implements Converter {

  static final String READER = "text.converter";

  private final RegistryConverter registry = new RegistryConverter();
  private final JsonConverter json = new JsonConverter();
  private Converter reader;

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
    return reader.toConnectData(
        topic, value == null ? null : text(topic, null, registry.toConnectData(topic, value)));
  }

  @Override
  public SchemaAndValue toConnectData(String topic, Headers headers, byte[] value) {
    byte[] text =
        value == null ? null : text(topic, headers, registry.toConnectData(topic, headers, value));
    return reader.toConnectData(topic, headers, text);
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
