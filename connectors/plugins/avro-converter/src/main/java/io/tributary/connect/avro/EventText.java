package io.tributary.connect.avro;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.errors.DataException;

/**
 * Values as Connect's converter of JSON takes them without a schema. What a capture gives a type
 * only in Avro is the text that it is in JSON.
 */
final class EventText {

  private static final String MICROSECONDS = "io.debezium.time.MicroTimestamp";
  private static final String DEBEZIUM_TIMES = "io.debezium.time.";

  private static final long MILLIS_OF_DAY = 86_400_000;
  private static final long MICROS_OF_SECOND = 1_000_000;
  private static final int NANOS_OF_MICRO = 1_000;

  private EventText() {}

  static Object of(Schema schema, Object value) {
    if (value == null) {
      return null;
    }
    if (schema == null) {
      throw new DataException("a value must have a schema, got: " + value.getClass().getName());
    }
    if (schema.name() != null && schema.type() != Schema.Type.STRING) {
      String text = named(schema.name(), value);
      if (text != null) {
        return text;
      }
    }
    return switch (schema.type()) {
      case STRUCT -> struct((Struct) value);
      case ARRAY -> list(schema.valueSchema(), (List<?>) value);
      case MAP -> map(schema, (Map<?, ?>) value);
      case BYTES -> bytes(value);
      default -> value;
    };
  }

  static Object field(Struct struct, Field field) {
    return of(field.schema(), struct.getWithoutDefault(field.name()));
  }

  /** Null for what is told as it is. */
  private static String named(String name, Object value) {
    return switch (name) {
      case Decimal.LOGICAL_NAME -> ((BigDecimal) value).toPlainString();
      case Date.LOGICAL_NAME -> day((java.util.Date) value);
      case MICROSECONDS -> time((Long) value);
      case Time.LOGICAL_NAME, Timestamp.LOGICAL_NAME -> throw unknown(name);
      default -> {
        if (name.startsWith(DEBEZIUM_TIMES)) {
          throw unknown(name);
        }
        yield null;
      }
    };
  }

  private static DataException unknown(String name) {
    return new DataException(
        "a time must be of a type that events in JSON have a text of, got: " + name);
  }

  private static String day(java.util.Date date) {
    LocalDate day = LocalDate.ofEpochDay(Math.floorDiv(date.getTime(), MILLIS_OF_DAY));
    return DateTimeFormatter.ISO_LOCAL_DATE.format(day) + "Z";
  }

  private static String time(long micros) {
    int nanos = (int) Math.floorMod(micros, MICROS_OF_SECOND) * NANOS_OF_MICRO;
    LocalDateTime time =
        LocalDateTime.ofEpochSecond(Math.floorDiv(micros, MICROS_OF_SECOND), nanos, ZoneOffset.UTC);
    return DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(time) + "Z";
  }

  private static Map<String, Object> struct(Struct struct) {
    Map<String, Object> told = new LinkedHashMap<>();
    for (Field field : struct.schema().fields()) {
      told.put(field.name(), field(struct, field));
    }
    return told;
  }

  private static List<Object> list(Schema element, List<?> values) {
    List<Object> told = new ArrayList<>(values.size());
    for (Object each : values) {
      told.add(of(element, each));
    }
    return told;
  }

  /** Pairs where keys are no names, also where there are none: nobody would know an empty one. */
  private static Object map(Schema schema, Map<?, ?> values) {
    boolean isNamed =
        schema.keySchema().type() == Schema.Type.STRING && !schema.keySchema().isOptional();
    Map<Object, Object> named = new LinkedHashMap<>();
    List<Object> pairs = new ArrayList<>();
    values.forEach(
        (key, value) -> {
          Object told = of(schema.valueSchema(), value);
          named.put(key, told);
          List<Object> pair = new ArrayList<>();
          pair.add(of(schema.keySchema(), key));
          pair.add(told);
          pairs.add(pair);
        });
    return isNamed ? named : pairs;
  }

  /** A buffer may be a part of what it lies in. */
  private static byte[] bytes(Object value) {
    if (value instanceof ByteBuffer buffer) {
      byte[] bytes = new byte[buffer.remaining()];
      buffer.duplicate().get(bytes);
      return bytes;
    }
    return (byte[]) value;
  }
}
