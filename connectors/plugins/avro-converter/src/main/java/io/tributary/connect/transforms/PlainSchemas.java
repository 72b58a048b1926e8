package io.tributary.connect.transforms;

import java.util.IdentityHashMap;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;

/** Schemas as they are but for their defaults; one without any stands for itself. */
final class PlainSchemas {
  /** A connector makes new ones whenever a table changes, and none of the old come back. */
  static final int KEPT = 1000;

  private final boolean eased;
  private final Map<Schema, Schema> known = new IdentityHashMap<>();

  /**
   * @param eased whether what had a default may be left out from then on: who reads by a later
   *     schema reads what was written before there was such a field
   */
  PlainSchemas(boolean eased) {
    this.eased = eased;
  }

  Schema plain(Schema schema) {
    if (schema == null) {
      return null;
    }
    Schema plain = known.get(schema);
    if (plain == null) {
      plain = hasDefault(schema) ? without(schema) : schema;
      if (known.size() >= KEPT) {
        known.clear();
      }
      known.put(schema, plain);
    }
    return plain;
  }

  private static boolean hasDefault(Schema schema) {
    return schema.defaultValue() != null
        || switch (schema.type()) {
          case ARRAY -> hasDefault(schema.valueSchema());
          case MAP -> hasDefault(schema.keySchema()) || hasDefault(schema.valueSchema());
          case STRUCT -> schema.fields().stream().anyMatch(field -> hasDefault(field.schema()));
          default -> false;
        };
  }

  private Schema without(Schema schema) {
    SchemaBuilder builder =
        switch (schema.type()) {
          case ARRAY -> SchemaBuilder.array(plain(schema.valueSchema()));
          case MAP -> SchemaBuilder.map(plain(schema.keySchema()), plain(schema.valueSchema()));
          default -> SchemaBuilder.type(schema.type());
        };
    if (schema.type() == Schema.Type.STRUCT) {
      for (Field field : schema.fields()) {
        builder.field(field.name(), plain(field.schema()));
      }
    }
    builder.name(schema.name()).version(schema.version()).doc(schema.doc());
    if (schema.parameters() != null) {
      builder.parameters(schema.parameters());
    }
    boolean optional = schema.isOptional() || (eased && schema.defaultValue() != null);
    return (optional ? builder.optional() : builder).build();
  }
}
