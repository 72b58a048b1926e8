package io.tributary.connect.iceberg;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.errors.DataException;

/**
 * The columns of one table: those that are declared, in their order, then those that rows were seen
 * to have besides, as text, then what is known of the record. A column that comes later is the last
 * one of the table all the same, for that is where the sink adds it.
 */
final class TableColumns {

  /** A row's values by place, and the columns whose values the source did not tell. */
  record Values(Object[] values, List<String> untold) {}

  private record Column(String name, ColumnType type) {}

  private final List<Column> columns = new ArrayList<>();

  /** Place of a column by what the source calls it. */
  private final Map<String, Integer> places = new HashMap<>();

  private final Map<String, Integer> placesInLowerCase = new HashMap<>();

  /**
   * Names as JSON, by what the source calls the columns: few, for they change with its table only.
   */
  private final Map<List<Object>, String> told = new HashMap<>();

  private final boolean zeroDatesAreNull;
  private final String metadataName;
  private final Schema metadata;
  private Schema schema;

  private TableColumns(boolean zeroDatesAreNull, String metadataName, Schema metadata) {
    this.zeroDatesAreNull = zeroDatesAreNull;
    this.metadataName = metadataName;
    this.metadata = metadata;
  }

  /**
   * @param key whose value it is
   * @param json a list of columns, each a list of its name, its type and further names that the
   *     source has for it: `[["ID","INT"],["SEGMENT","STRING","MKTSEGMENT"]]`
   * @throws ConfigException naming the key, the rule and the value
   */
  static TableColumns parse(
      String key, String json, boolean zeroDatesAreNull, String metadataName, Schema metadata) {
    TableColumns all = new TableColumns(zeroDatesAreNull, metadataName, metadata);
    try {
      for (Object declared : (List<?>) OrderedJson.parsed(json)) {
        List<?> parts = (List<?>) declared;
        String name = (String) parts.get(0);
        all.add(name, ColumnType.parse(key, (String) parts.get(1)));
        for (Object other : parts.subList(2, parts.size())) {
          all.call((String) other, all.columns.size() - 1);
        }
      }
    } catch (DataException | ClassCastException | IndexOutOfBoundsException e) {
      throw new ConfigException(
          "`" + key + "` must be a list of columns such as [[\"ID\",\"INT\"]], got: " + json);
    }
    return all;
  }

  /** Of a table that nobody declared: each column is a text. */
  static TableColumns undeclared(String metadataName, Schema metadata) {
    return new TableColumns(false, metadataName, metadata);
  }

  Schema schema() {
    if (schema == null) {
      SchemaBuilder builder = SchemaBuilder.struct();
      columns.forEach(column -> builder.field(column.name(), column.type().schema()));
      schema = new RowSchema(builder.field(metadataName, metadata).fields());
    }
    return schema;
  }

  /**
   * The row's values, with a place left for the metadata: ask for the schema only then.
   *
   * @param row by what the source calls columns
   * @throws DataException naming the column whose value is none of its type, or that has two
   */
  Values read(Map<?, ?> row) {
    row.keySet().forEach(name -> placeOf((String) name));
    Object[] values = new Object[columns.size() + 1];
    boolean[] had = new boolean[columns.size()];
    List<String> untold = new ArrayList<>();
    row.forEach(
        (name, value) -> {
          int at = placeOf((String) name);
          if (had[at]) {
            // A column beside what it was called before, or beside one of another case.
            throw new DataException("`" + columns.get(at).name() + "` would have two values");
          }
          had[at] = true;
          if (Untold.is(value)) {
            untold.add(columns.get(at).name());
          } else if (value != null) {
            values[at] = typed(columns.get(at), value);
          }
        });
    return new Values(values, untold);
  }

  /**
   * Names of the columns that a row of a change has, in its order, as a JSON array: one text for
   * all rows that have the same.
   */
  String told(Map<?, ?> row) {
    return told.computeIfAbsent(
        List.copyOf(row.keySet()),
        names ->
            OrderedJson.written(
                names.stream().map(name -> columns.get(placeOf((String) name)).name()).toList()));
  }

  /** Values of no row at all. */
  Values none() {
    return new Values(new Object[columns.size() + 1], List.of());
  }

  private Object typed(Column column, Object value) {
    if (zeroDatesAreNull && column.type().isOfTime() && Untold.isZeroDate(value)) {
      return null;
    }
    try {
      return column.type().reading().of(value);
    } catch (RuntimeException e) {
      // Neither the value nor its error, which may hold it: this is logged.
      throw new DataException(
          "`" + column.name() + "` has a value that is no " + nameOf(column.type().schema()));
    }
  }

  private int placeOf(String name) {
    Integer exact = places.get(name);
    if (exact != null) {
      return exact;
    }
    Integer alike = placesInLowerCase.get(name.toLowerCase(Locale.ROOT));
    if (alike != null) {
      places.put(name, alike);
      return alike;
    }
    if (name.equalsIgnoreCase(metadataName)) {
      // With a schema that cannot be, no row of the table would be one from then on.
      throw new DataException(
          "`" + name + "` must be declared under another name: each row has a column of that one");
    }
    add(name, ColumnType.TEXT);
    return columns.size() - 1;
  }

  private void add(String name, ColumnType type) {
    columns.add(new Column(name, type));
    schema = null;
    call(name, columns.size() - 1);
  }

  private void call(String name, int place) {
    places.put(name, place);
    placesInLowerCase.putIfAbsent(name.toLowerCase(Locale.ROOT), place);
  }

  private static String nameOf(Schema schema) {
    return schema.name() == null
        ? schema.type().getName()
        : schema.name().substring(schema.name().lastIndexOf('.') + 1);
  }
}
