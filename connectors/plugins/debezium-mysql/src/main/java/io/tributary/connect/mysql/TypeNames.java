package io.tributary.connect.mysql;

import com.github.shyiko.mysql.binlog.event.deserialization.ColumnType;
import io.debezium.relational.Column;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Types by their names in statements, and what the log may call them. */
final class TypeNames {

  /** FLOAT with more bits than these is a DOUBLE. */
  private static final int FLOAT_BITS = 24;

  private static final Map<String, Set<ColumnType>> BY_NAME = new HashMap<>();

  static {
    put("TINYINT INT1 BOOL BOOLEAN", EnumSet.of(ColumnType.TINY));
    put("SMALLINT INT2", EnumSet.of(ColumnType.SHORT));
    put("MEDIUMINT INT3 MIDDLEINT", EnumSet.of(ColumnType.INT24));
    put("INT INTEGER INT4", EnumSet.of(ColumnType.LONG));
    put("BIGINT INT8 SERIAL", EnumSet.of(ColumnType.LONGLONG));
    put("DECIMAL DEC NUMERIC FIXED", EnumSet.of(ColumnType.NEWDECIMAL, ColumnType.DECIMAL));
    put("FLOAT FLOAT4", EnumSet.of(ColumnType.FLOAT));
    put("DOUBLE FLOAT8", EnumSet.of(ColumnType.DOUBLE));
    put("REAL", EnumSet.of(ColumnType.DOUBLE, ColumnType.FLOAT));
    put("BIT", EnumSet.of(ColumnType.BIT));
    put("YEAR", EnumSet.of(ColumnType.YEAR));
    put("DATE", EnumSet.of(ColumnType.DATE, ColumnType.NEWDATE));
    put("TIME", EnumSet.of(ColumnType.TIME_V2, ColumnType.TIME));
    put("DATETIME", EnumSet.of(ColumnType.DATETIME_V2, ColumnType.DATETIME));
    put("TIMESTAMP", EnumSet.of(ColumnType.TIMESTAMP_V2, ColumnType.TIMESTAMP));
    put("JSON", EnumSet.of(ColumnType.JSON));
    put("ENUM", EnumSet.of(ColumnType.ENUM));
    put("SET", EnumSet.of(ColumnType.SET));
    put("VECTOR", EnumSet.of(ColumnType.VECTOR));
    put(
        "GEOMETRY POINT LINESTRING POLYGON MULTIPOINT MULTILINESTRING MULTIPOLYGON GEOMETRYCOLLECTION GEOMCOLLECTION",
        EnumSet.of(ColumnType.GEOMETRY));
    put(
        "CHAR CHARACTER VARCHAR VARCHARACTER NCHAR NVARCHAR NATIONAL LONG TINYTEXT TEXT MEDIUMTEXT LONGTEXT",
        LogColumn.CHARACTERS);
    put("BINARY VARBINARY TINYBLOB BLOB MEDIUMBLOB LONGBLOB", LogColumn.CHARACTERS);
  }

  private TypeNames() {}

  private static void put(String names, Set<ColumnType> types) {
    for (String name : names.split(" ")) {
      BY_NAME.put(name, types);
    }
  }

  /** The name without what stands behind it. */
  static String of(Column column) {
    return column.typeName().toUpperCase(Locale.ROOT).replaceAll("[(\\s].*", "");
  }

  /** A name that is not known may be anything. */
  static boolean mayBe(Column column, ColumnType type) {
    String name = of(column);
    if (name.equals("FLOAT") && column.length() > FLOAT_BITS && column.scale().isEmpty()) {
      return type == ColumnType.DOUBLE;
    }
    Set<ColumnType> types = BY_NAME.get(name);
    return types == null || types.contains(type);
  }
}
