package io.tributary.connect.mysql;

import com.github.shyiko.mysql.binlog.event.deserialization.ColumnType;
import io.debezium.connector.mysql.antlr.MySqlAntlrDdlParser;
import io.debezium.relational.Column;
import io.debezium.relational.ColumnEditor;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes of a column that is known the one that the log tells of. */
final class ColumnRepair {
  private static final Set<Integer> BYTES = Set.of(Types.BINARY, Types.VARBINARY, Types.BLOB);
  private static final int DEFAULT_PRECISION = 10;

  private final Column known;
  private final LogColumn told;
  private final Charsets charsets;
  private final ColumnEditor editor;
  private final List<String> changes = new ArrayList<>();

  /**
   * @param known of a type that the other may be
   */
  ColumnRepair(Column known, LogColumn told, Charsets charsets) {
    this.known = known;
    this.told = told;
    this.charsets = charsets;
    this.editor = known.edit();
    repair();
  }

  /** What was otherwise, as `was, is: other`; empty where nothing was. */
  List<String> changes() {
    return changes;
  }

  Column column() {
    return changes.isEmpty() ? known : editor.create();
  }

  private void repair() {
    if (told.name() != null && !told.name().equals(known.name())) {
      change("name", known.name(), told.name());
      editor.name(told.name());
    }
    if (told.optional() && !known.isOptional()) {
      change("NULL", "NOT NULL", "NULL");
      editor.optional(true);
    }
    if (LogColumn.CHARACTERS.contains(told.type())) {
      repairCharacters();
    } else if (LogColumn.INTEGERS.contains(told.type())) {
      repairSign();
    } else {
      switch (told.type()) {
        case ENUM, SET -> repairOptions();
        case NEWDECIMAL -> repairDecimal();
        case TIME_V2, DATETIME_V2, TIMESTAMP_V2 -> repairLength("digits", 0, told.meta());
        case BIT -> repairLength("bits", 1, told.bits());
        default -> {}
      }
    }
  }

  private void change(String what, Object was, Object is) {
    changes.add("%s=%s log=%s".formatted(what, was, is));
  }

  private void repairCharacters() {
    if (told.collation() == null) {
      return;
    }
    boolean bytes = BYTES.contains(known.jdbcType());
    if (told.isBinary()) {
      boolean padded = told.type() == ColumnType.STRING;
      boolean same =
          bytes
              && padded == (known.jdbcType() == Types.BINARY)
              && (!padded || known.length() == told.stringLength());
      if (!same) {
        changeType(
            padded ? Types.BINARY : told.type() == ColumnType.BLOB ? Types.BLOB : Types.VARBINARY);
        editor.charsetName(null);
        if (padded) {
          editor.length(told.stringLength());
        }
      }
      return;
    }
    if (bytes) {
      changeType(told.type() == ColumnType.STRING ? Types.CHAR : Types.VARCHAR);
    }
    charsets.nameOf(told.collation()).ifPresent(this::repairCharset);
  }

  private void repairCharset(String name) {
    Optional<?> was = charsets.javaOf(known.charsetName());
    if (was.isEmpty() || !was.equals(charsets.javaOf(name))) {
      change("charset", known.charsetName(), name);
      editor.charsetName(name);
    }
  }

  private void changeType(int jdbcType) {
    String is = jdbcType == Types.BINARY ? "BINARY(" + told.stringLength() + ")" : told.typeName();
    change("type", described(known), is);
    editor.type(told.typeName(), told.typeName()).jdbcType(jdbcType);
  }

  private static String described(Column column) {
    return column.length() == Column.UNSET_INT_VALUE
        ? column.typeName()
        : column.typeName() + "(" + column.length() + ")";
  }

  private void repairSign() {
    if (told.unsigned() == null) {
      return;
    }
    String name = TypeNames.of(known);
    String type = known.typeName().toUpperCase(Locale.ROOT);
    Set<String> unsigned = Set.of(name + " UNSIGNED", name + " UNSIGNED ZEROFILL", "SERIAL");
    if (told.unsigned() ? !unsigned.contains(type) : type.contains("UNSIGNED")) {
      String is = told.unsigned() ? name + " UNSIGNED" : name;
      change("type", known.typeName(), is);
      editor.type(is, is);
    }
  }

  private void repairOptions() {
    if (told.options() == null || told.collation() == null) {
      return;
    }
    List<String> options = new ArrayList<>();
    for (byte[] option : told.options()) {
      Optional<String> text = charsets.decode(option, told.collation());
      if (text.isEmpty()) {
        return;
      }
      options.add("'" + text.get().replace("'", "''") + "'");
    }
    if (!optionsOf(options).equals(optionsOf(known.enumValues()))) {
      change("options", joined(known.enumValues()), joined(options));
      editor.enumValues(options);
    }
  }

  /** As values are told by them. */
  private static List<String> optionsOf(List<String> written) {
    return MySqlAntlrDdlParser.extractEnumAndSetOptions(written);
  }

  private static String joined(List<String> options) {
    return options.stream().collect(Collectors.joining(",", "(", ")"));
  }

  private void repairDecimal() {
    int precision = known.length() > 0 ? known.length() : DEFAULT_PRECISION;
    int scale = known.scale().orElse(0);
    if (precision != told.precision() || scale != told.scale()) {
      change("digits", precision + "," + scale, told.precision() + "," + told.scale());
      editor.length(told.precision()).scale(told.scale());
    }
  }

  private void repairLength(String what, int unset, int length) {
    int was = known.length() == Column.UNSET_INT_VALUE ? unset : known.length();
    if (was != length) {
      change(what, was, length);
      editor.length(length);
    }
  }
}
