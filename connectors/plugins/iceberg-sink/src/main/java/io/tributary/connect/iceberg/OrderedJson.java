package io.tributary.connect.iceberg;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.tributary.connect.sink.PluginVersion;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.components.Versioned;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.storage.Converter;

/**
 * JSON without schemas whose members stay in their order and whose numbers are those that are
 * written. Of Connect's own converter columns would be in an order of chance, a whole number beyond
 * 64 bits another one, and a fraction of more digits than a double has, rounded.
 */
public final class OrderedJson implements Converter, Versioned {
  /** One for all tasks: it has no state. */
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .addModule(new SimpleModule().addDeserializer(Number.class, new ExactNumbers()))
          .build();

  /** JSON as maps, lists, texts, numbers and flags. */
  static Object parsed(String json) {
    try {
      return JSON.readValue(json, Object.class);
    } catch (JsonProcessingException e) {
      throw new DataException("no JSON");
    }
  }

  /**
   * @param value as {@link #parsed} has it
   */
  static String written(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new DataException("nothing that JSON can have");
    }
  }

  @Override
  public String version() {
    return PluginVersion.of(getClass());
  }

  @Override
  public ConfigDef config() {
    return new ConfigDef();
  }

  @Override
  public void configure(Map<String, ?> configs, boolean isKey) {
    // There is nothing to choose.
  }

  @Override
  public byte[] fromConnectData(String topic, Schema schema, Object value) {
    try {
      return value == null ? null : JSON.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new DataException("nothing that JSON can have");
    }
  }

  @Override
  public SchemaAndValue toConnectData(String topic, byte[] value) {
    try {
      return value == null
          ? SchemaAndValue.NULL
          : new SchemaAndValue(null, JSON.readValue(value, Object.class));
    } catch (IOException e) {
      // Without the error's own words, which hold some of the value: this is logged.
      throw new DataException("no JSON");
    }
  }

  /** As Connect has them, a long or a double, and exact ones where these would be other numbers. */
  private static final class ExactNumbers extends StdScalarDeserializer<Number> {
    private static final long serialVersionUID = 1;

    private ExactNumbers() {
      super(Number.class);
    }

    @Override
    public Number deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      Number number = parser.getNumberValue();
      if (number instanceof Integer) {
        return number.longValue();
      }
      return number instanceof Double fraction && !isSame(fraction, parser.getDecimalValue())
          ? parser.getDecimalValue()
          : number;
    }

    private static boolean isSame(Double fraction, BigDecimal written) {
      return !fraction.isInfinite() && new BigDecimal(fraction.toString()).compareTo(written) == 0;
    }
  }
}
