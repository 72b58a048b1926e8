package io.tributary.connect.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.shyiko.mysql.binlog.event.deserialization.ColumnType;
import io.debezium.connector.mysql.antlr.MySqlAntlrDdlParser;
import io.debezium.connector.mysql.charset.MySqlCharsetRegistry;
import io.debezium.relational.Column;
import io.debezium.relational.Table;
import io.debezium.relational.TableId;
import io.debezium.relational.Tables;
import java.nio.charset.StandardCharsets;
import java.sql.Types;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableRepairTest {
  private static final TableId ID = new TableId("salesdb", null, "T");
  private static final int UTF8MB4 = 255;
  private static final int LATIN1 = 8;
  private static final Charsets CHARSETS = new Charsets(new MySqlCharsetRegistry());

  private static Table known(String columns) {
    var tables = new Tables();
    var parser = new MySqlAntlrDdlParser();
    parser.setCurrentSchema("salesdb");
    parser.parse("CREATE TABLE T (%s) CHARACTER SET latin1".formatted(columns), tables);
    return tables.forTable(ID);
  }

  private static LogColumn column(String name, ColumnType type, int meta) {
    return new LogColumn(name, type, meta, true, null, null, null);
  }

  private static LogColumn text(String name, ColumnType type, int meta, Integer collation) {
    return new LogColumn(name, type, meta, true, null, collation, null);
  }

  private static LogColumn integer(String name, Boolean unsigned) {
    return new LogColumn(name, ColumnType.LONG, 0, true, unsigned, null, null);
  }

  private static LogColumn choice(int collation, String... options) {
    List<byte[]> bytes =
        Stream.of(options).map(option -> option.getBytes(StandardCharsets.UTF_8)).toList();
    return new LogColumn("a", ColumnType.ENUM, 0, true, null, collation, bytes);
  }

  private static Optional<TableRepair> repair(String columns, LogColumn... told) {
    return TableRepair.of(
        known(columns), new LogTable(ID, Arrays.asList(told), List.of()), CHARSETS);
  }

  private static Column repaired(String column, LogColumn told) {
    TableRepair repair = repair(column, told).orElseThrow();
    assertThat(repair.changes()).hasSize(1);
    return repair.table().columns().get(0);
  }

  @Test
  void leavesATableThatIsTheSame() {
    Table known =
        known("a INT, b VARCHAR(9), c TEXT CHARACTER SET utf8mb3, d DECIMAL, e TIME(3), f BIT");
    var told =
        new LogTable(
            ID,
            List.of(
                integer("a", false),
                text("b", ColumnType.VARCHAR, 9, LATIN1),
                text("c", ColumnType.BLOB, 2, UTF8MB4),
                column("d", ColumnType.NEWDECIMAL, 10),
                column("e", ColumnType.TIME_V2, 3),
                column("f", ColumnType.BIT, 1)),
            List.of());

    TableRepair repair = TableRepair.of(known, told, CHARSETS).orElseThrow();

    assertThat(repair.changes()).isEmpty();
    assertThat(repair.table()).isSameAs(known);
  }

  @Test
  void takesTheCharacterSet() {
    Column column = repaired("a VARCHAR(9)", text("a", ColumnType.VARCHAR, 36, UTF8MB4));

    assertThat(column.charsetName()).isEqualTo("utf8mb4");
    assertThat(column.typeName()).isEqualTo("VARCHAR");
  }

  @Test
  void leavesTheCharacterSetWhereTheLogDoesNotSay() {
    assertThat(
            repair("a VARCHAR(9)", text(null, ColumnType.VARCHAR, 36, null))
                .orElseThrow()
                .changes())
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "a VARCHAR(9), VARCHAR, 9, VARBINARY, -3",
    "a CHAR(9), STRING, 0xFE09, BINARY, -2",
    "a BINARY, STRING, 0xFE01, BINARY, -2",
    "a TINYTEXT, BLOB, 1, TINYBLOB, 2004",
    "a LONG, BLOB, 3, MEDIUMBLOB, 2004",
    "a VARBINARY(9), STRING, 0xFE09, BINARY, -2",
  })
  void takesBytesForWhatTheyAre(
      String column, ColumnType type, String meta, String name, int jdbcType) {
    Column repaired = repaired(column, text("a", type, Integer.decode(meta), Charsets.BINARY));

    assertThat(repaired.typeName()).isEqualTo(name);
    assertThat(repaired.jdbcType()).isEqualTo(jdbcType);
    if (jdbcType == Types.BINARY) {
      assertThat(repaired.length()).isEqualTo(Integer.decode(meta) & 0xFF);
    }
  }

  @Test
  void takesTextsForWhatTheyAre() {
    Column column = repaired("a VARBINARY(9)", text("a", ColumnType.VARCHAR, 36, UTF8MB4));

    assertThat(column.typeName()).isEqualTo("VARCHAR");
    assertThat(column.jdbcType()).isEqualTo(Types.VARCHAR);
    assertThat(column.charsetName()).isEqualTo("utf8mb4");
  }

  @Test
  void takesTheOptions() {
    Column column =
        repaired(
            "a ENUM(0x61, 'b''c', 'back\\\\slash')", choice(UTF8MB4, "a", "b'c", "back\\slash"));

    assertThat(MySqlAntlrDdlParser.extractEnumAndSetOptions(column.enumValues()))
        .containsExactly("a", "b'c", "back\\slash");
  }

  @ParameterizedTest
  @CsvSource({
    "a INT, true, INT UNSIGNED",
    "a INT UNSIGNED, false, INT",
  })
  void takesTheSign(String column, boolean unsigned, String name) {
    assertThat(repaired(column, integer("a", unsigned)).typeName()).isEqualTo(name);
  }

  @Test
  void takesDigitsAndBits() {
    assertThat(repaired("a TIME", column("a", ColumnType.TIME_V2, 6)).length()).isEqualTo(6);
    assertThat(repaired("a BIT", column("a", ColumnType.BIT, 0x0101)).length()).isEqualTo(9);
    Column decimal = repaired("a DECIMAL", column("a", ColumnType.NEWDECIMAL, 0x0214));
    assertThat(decimal.length()).isEqualTo(20);
    assertThat(decimal.scale()).contains(2);
  }

  @Test
  void takesTheOrderOfTheNames() {
    TableRepair repair =
        repair(
                "a INT, b INT, c DATE",
                integer("b", null),
                integer("A", null),
                column("c", ColumnType.DATE, 0))
            .orElseThrow();

    assertThat(repair.table().columns()).extracting(Column::name).containsExactly("b", "A", "c");
    assertThat(repair.table().columns()).extracting(Column::position).containsExactly(1, 2, 3);
    assertThat(repair.changes()).first().isEqualTo("order=[a, b, c] log=[b, a, c]");
  }

  @Test
  void takesTheKeyAndThatAColumnTakesNull() {
    var told = new LogTable(ID, List.of(integer("a", null), integer("b", null)), List.of(1));
    TableRepair repair =
        TableRepair.of(known("a INT NOT NULL PRIMARY KEY, b INT NOT NULL"), told, CHARSETS)
            .orElseThrow();

    assertThat(repair.table().primaryKeyColumnNames()).containsExactly("b");
    assertThat(repair.table().columnWithName("b").isOptional()).isTrue();
  }

  @Test
  void findsAnotherTable() {
    assertThat(repair("a INT", integer("a", null), integer("b", null))).isEmpty();
    assertThat(repair("a INT, b INT", integer("a", null))).isEmpty();
    assertThat(repair("a INT", integer("b", null))).isEmpty();
    assertThat(repair("a INT", column("a", ColumnType.LONGLONG, 0))).isEmpty();
    assertThat(repair("a INT, b DATE", column(null, ColumnType.DATE, 0), integer(null, null)))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "BOOL | TINY",
        "MIDDLEINT | INT24",
        "INT8 UNSIGNED | LONGLONG",
        "DEC(10,2) | NEWDECIMAL",
        "FLOAT(30) | DOUBLE",
        "FLOAT(7,3) | FLOAT",
        "REAL | FLOAT",
        "DOUBLE PRECISION | DOUBLE",
        "YEAR(4) | YEAR",
        "CHARACTER VARYING(9) | VARCHAR",
        "NATIONAL VARCHAR(9) | VARCHAR",
        "LONG VARBINARY | BLOB",
        "DATETIME(3) | DATETIME_V2",
        "SERIAL | LONGLONG",
        "GEOMETRYCOLLECTION | GEOMETRY",
        "NCHAR(9) BINARY | STRING",
        "TEXT UNICODE | BLOB",
      })
  void knowsTypesByEachOfTheirNames(String spelled, ColumnType type) {
    assertThat(TypeNames.mayBe(known("a " + spelled).columns().get(0), type)).isTrue();
  }
}
