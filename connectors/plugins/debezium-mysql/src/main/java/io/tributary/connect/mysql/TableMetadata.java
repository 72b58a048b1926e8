package io.tributary.connect.mysql;

import com.github.shyiko.mysql.binlog.event.deserialization.ColumnType;
import com.github.shyiko.mysql.binlog.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What the log says of a table's columns besides their types: how much, `binlog_row_metadata` says.
 * Each list has an element per column, null where nothing is said. Debezium's client reads these
 * parts with the wrong character set and, of older servers, fails at some.
 */
record TableMetadata(
    List<String> names,
    List<Boolean> unsigned,
    List<Integer> collations,
    List<List<byte[]>> options,
    List<Integer> primaryKey) {

  private static final int SIGNEDNESS = 1;
  private static final int DEFAULT_CHARSET = 2;
  private static final int COLUMN_CHARSET = 3;
  private static final int COLUMN_NAME = 4;
  private static final int SET_OPTIONS = 5;
  private static final int ENUM_OPTIONS = 6;
  private static final int PRIMARY_KEY = 8;
  private static final int PRIMARY_KEY_WITH_PREFIX = 9;
  private static final int OPTIONS_DEFAULT_CHARSET = 10;
  private static final int OPTIONS_COLUMN_CHARSET = 11;

  private static final Set<ColumnType> SIGNED =
      EnumSet.of(
          ColumnType.TINY,
          ColumnType.SHORT,
          ColumnType.INT24,
          ColumnType.LONG,
          ColumnType.LONGLONG,
          ColumnType.NEWDECIMAL,
          ColumnType.FLOAT,
          ColumnType.DOUBLE);

  private static final Set<ColumnType> WITH_OPTIONS = EnumSet.of(ColumnType.ENUM, ColumnType.SET);

  static TableMetadata of(byte[] metadata, List<ColumnType> types) throws IOException {
    Map<Integer, byte[]> parts = partsOf(metadata);
    List<Integer> collations = nothing(types);
    putCollations(
        collations, types, LogColumn.CHARACTERS::contains, parts, DEFAULT_CHARSET, COLUMN_CHARSET);
    putCollations(
        collations,
        types,
        WITH_OPTIONS::contains,
        parts,
        OPTIONS_DEFAULT_CHARSET,
        OPTIONS_COLUMN_CHARSET);
    List<List<byte[]>> options = nothing(types);
    putOptions(options, types, ColumnType.ENUM, parts.get(ENUM_OPTIONS));
    putOptions(options, types, ColumnType.SET, parts.get(SET_OPTIONS));
    return new TableMetadata(
        namesOf(parts, types), unsignedOf(parts, types), collations, options, primaryKeyOf(parts));
  }

  private static Map<Integer, byte[]> partsOf(byte[] metadata) throws IOException {
    Map<Integer, byte[]> parts = new HashMap<>();
    var in = new ByteArrayInputStream(metadata);
    while (in.available() > 0) {
      int kind = in.readInteger(1);
      parts.put(kind, in.read(in.readPackedInteger()));
    }
    return parts;
  }

  private static <T> List<T> nothing(List<ColumnType> types) {
    return new ArrayList<>(Collections.nCopies(types.size(), null));
  }

  /** Places of the columns of some types: what the log says of them, it says in their order. */
  private static List<Integer> placesOf(List<ColumnType> types, Predicate<ColumnType> concerned) {
    List<Integer> places = new ArrayList<>();
    for (int at = 0; at < types.size(); at++) {
      if (concerned.test(types.get(at))) {
        places.add(at);
      }
    }
    return places;
  }

  private static List<String> namesOf(Map<Integer, byte[]> parts, List<ColumnType> types)
      throws IOException {
    List<String> names = nothing(types);
    if (parts.containsKey(COLUMN_NAME)) {
      var in = new ByteArrayInputStream(parts.get(COLUMN_NAME));
      for (int at = 0; at < names.size(); at++) {
        names.set(at, new String(in.read(in.readPackedInteger()), StandardCharsets.UTF_8));
      }
    }
    return names;
  }

  /** Servers before 8.0.29 leave YEAR out of the list: what both readings of it say counts. */
  private static List<Boolean> unsignedOf(Map<Integer, byte[]> parts, List<ColumnType> types) {
    byte[] bits = parts.get(SIGNEDNESS);
    if (bits == null) {
      return nothing(types);
    }
    List<Integer> without = placesOf(types, SIGNED::contains);
    List<Integer> with = placesOf(types, type -> SIGNED.contains(type) || type == ColumnType.YEAR);
    List<Boolean> unsigned = nothing(types);
    for (int at : without) {
      List<Boolean> read = new ArrayList<>();
      for (List<Integer> places : List.of(with, without)) {
        if ((places.size() + Byte.SIZE - 1) / Byte.SIZE == bits.length) {
          int index = places.indexOf(at);
          read.add((bits[index / Byte.SIZE] << index % Byte.SIZE & 0x80) != 0);
        }
      }
      unsigned.set(at, read.stream().distinct().count() == 1 ? read.get(0) : null);
    }
    return unsigned;
  }

  private static void putCollations(
      List<Integer> collations,
      List<ColumnType> types,
      Predicate<ColumnType> concerned,
      Map<Integer, byte[]> parts,
      int defaults,
      int each)
      throws IOException {
    List<Integer> places = placesOf(types, concerned);
    if (parts.containsKey(each)) {
      List<Integer> told = integersOf(parts.get(each));
      for (int index = 0; index < places.size(); index++) {
        collations.set(places.get(index), told.get(index));
      }
    } else if (parts.containsKey(defaults)) {
      List<Integer> told = integersOf(parts.get(defaults));
      places.forEach(at -> collations.set(at, told.get(0)));
      for (int index = 1; index + 1 < told.size(); index += 2) {
        collations.set(places.get(told.get(index)), told.get(index + 1));
      }
    }
  }

  private static void putOptions(
      List<List<byte[]>> options, List<ColumnType> types, ColumnType type, byte[] part)
      throws IOException {
    if (part == null) {
      return;
    }
    var in = new ByteArrayInputStream(part);
    for (int at : placesOf(types, type::equals)) {
      byte[][] told = new byte[in.readPackedInteger()][];
      for (int index = 0; index < told.length; index++) {
        told[index] = in.read(in.readPackedInteger());
      }
      options.set(at, Arrays.asList(told));
    }
  }

  private static List<Integer> primaryKeyOf(Map<Integer, byte[]> parts) throws IOException {
    if (parts.containsKey(PRIMARY_KEY)) {
      return integersOf(parts.get(PRIMARY_KEY));
    }
    List<Integer> withPrefixes =
        integersOf(Objects.requireNonNullElse(parts.get(PRIMARY_KEY_WITH_PREFIX), new byte[0]));
    List<Integer> places = new ArrayList<>();
    for (int index = 0; index < withPrefixes.size(); index += 2) {
      places.add(withPrefixes.get(index));
    }
    return places;
  }

  private static List<Integer> integersOf(byte[] part) throws IOException {
    List<Integer> integers = new ArrayList<>();
    var in = new ByteArrayInputStream(part);
    while (in.available() > 0) {
      integers.add(in.readPackedInteger());
    }
    return integers;
  }
}
