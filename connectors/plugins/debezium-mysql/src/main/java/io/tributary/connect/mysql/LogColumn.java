package io.tributary.connect.mysql;

import com.github.shyiko.mysql.binlog.event.deserialization.ColumnType;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A column as the log tells of it.
 *
 * @param name null where it does not say
 * @param meta what the type leaves open, as the log has it
 * @param unsigned null where it does not say
 * @param collation null where it does not say, or the type has none
 * @param options of an ENUM or a SET, in the column's character set; null where it does not say
 */
record LogColumn(
    String name,
    ColumnType type,
    int meta,
    boolean optional,
    Boolean unsigned,
    Integer collation,
    List<byte[]> options) {

  static final Set<ColumnType> CHARACTERS =
      EnumSet.of(ColumnType.STRING, ColumnType.VARCHAR, ColumnType.VAR_STRING, ColumnType.BLOB);

  static final Set<ColumnType> INTEGERS =
      EnumSet.of(
          ColumnType.TINY,
          ColumnType.SHORT,
          ColumnType.INT24,
          ColumnType.LONG,
          ColumnType.LONGLONG);

  private static final int BYTE = 0xFF;

  /** Two bits of a length above 255 are kept, inverted, in the type. */
  private static final int LENGTH_BITS = 0x30;

  /**
   * @param meta of the type STRING, behind which ENUM and SET hide
   */
  static ColumnType ofString(int meta) {
    int code = meta >> Byte.SIZE;
    return code == ColumnType.ENUM.getCode() || code == ColumnType.SET.getCode()
        ? ColumnType.byCode(code)
        : ColumnType.STRING;
  }

  boolean isBinary() {
    return CHARACTERS.contains(type) && collation != null && collation == Charsets.BINARY;
  }

  /** Of CHAR and BINARY, in bytes. */
  int stringLength() {
    return (meta & BYTE) | ((meta >> Byte.SIZE & LENGTH_BITS ^ LENGTH_BITS) << 4);
  }

  int precision() {
    return meta & BYTE;
  }

  int scale() {
    return meta >> Byte.SIZE;
  }

  int bits() {
    return (meta >> Byte.SIZE) * Byte.SIZE + (meta & BYTE);
  }

  /** In MySQL's own words, as far as they are known. */
  String typeName() {
    boolean binary = isBinary();
    return switch (type) {
      case TINY -> "TINYINT";
      case SHORT -> "SMALLINT";
      case INT24 -> "MEDIUMINT";
      case LONG -> "INT";
      case LONGLONG -> "BIGINT";
      case NEWDECIMAL -> "DECIMAL";
      case TIMESTAMP_V2 -> "TIMESTAMP";
      case DATETIME_V2 -> "DATETIME";
      case TIME_V2 -> "TIME";
      case STRING -> binary ? "BINARY" : "CHAR";
      case VARCHAR, VAR_STRING -> binary ? "VARBINARY" : "VARCHAR";
      case BLOB -> List.of("TINY", "", "MEDIUM", "LONG").get(meta - 1) + (binary ? "BLOB" : "TEXT");
      default -> type.name();
    };
  }
}
