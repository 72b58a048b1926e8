package io.tributary.connect.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.debezium.config.Configuration;
import io.debezium.connector.mysql.MySqlConnectorConfig;
import io.debezium.connector.mysql.antlr.MySqlAntlrDdlParser;
import io.debezium.connector.mysql.charset.MySqlCharsetRegistryServiceProvider;
import io.debezium.relational.Column;
import io.debezium.relational.Table;
import io.debezium.relational.TableId;
import io.debezium.relational.Tables;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatementReaderTest {
  private static final TableId PAGE = new TableId("cms", null, "page");
  private static final TableId CUSTOMER = new TableId("salesdb", null, "CUSTOMER");

  private final Tables tables = new Tables();
  private StatementReader reader;

  @BeforeEach
  void makeTables() {
    reader = reader(Map.of());
    reader.parse("CREATE TABLE cms.page (id INT PRIMARY KEY)", tables);
    reader.parse("CREATE TABLE salesdb.CUSTOMER (id INT PRIMARY KEY)", tables);
  }

  private static StatementReader reader(Map<String, String> readings) {
    var config =
        new MySqlConnectorConfig(
            Configuration.from(
                Map.of(
                    "topic.prefix", "t",
                    "database.include.list", "(?-i)salesdb",
                    "table.include.list", "(?-i)salesdb\\.CUSTOMER")));
    config.getServiceRegistry().registerServiceProvider(new MySqlCharsetRegistryServiceProvider());
    var result =
        new StatementReader(
            Parsers.of(new MySqlAntlrDdlParser(), config),
            CapturedTables.of(config, false),
            Readings.of(Configuration.from(readings)),
            new Schemas(StatementReaderTest::makeSchema),
            new Doubts(PolledDelivery.start(), () -> Optional.of("binlog.000007, position 4711")));
    result.setCurrentSchema("salesdb");
    return result;
  }

  private static void makeSchema(Table table) {
    if (table.columnWithName("untellable") != null) {
      throw new IllegalArgumentException("no such type");
    }
  }

  private List<String> columns(TableId table) {
    return tables.forTable(table).columns().stream().map(Column::name).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"url", "online", "offline", "auto", "manual", "parallel"})
  void asksTheOtherParserAboutWhatIsAKeywordOfTheFirst(String name) {
    reader.parse("ALTER TABLE CUSTOMER ADD COLUMN " + name + " VARCHAR(200)", tables);

    assertThat(columns(CUSTOMER)).containsExactly("id", name);
  }

  @Test
  void bothParsersKnowTheCharacterSetOfADatabase() {
    reader.parse("CREATE DATABASE old CHARACTER SET latin1", tables);
    reader.parse("CREATE TABLE old.t (name VARCHAR(9), url INT)", tables);

    var column = tables.forTable(new TableId("old", null, "t")).columnWithName("name");
    assertThat(column.charsetName()).isEqualTo("latin1");
  }

  @Test
  void forgetsATableThatNoParserUnderstandsAndSaysSo() {
    var changes = reader.parse("ALTER TABLE cms.page ADD COLUMN vector INT", tables);

    assertThat(tables.forTable(PAGE)).isNull();
    assertThat(tables.forTable(CUSTOMER)).isNotNull();
    changes.getEventsByDatabase(
        (database, events) -> {
          assertThat(database).isEqualTo("cms");
          assertThat(events).hasSize(1);
          assertThat(events.get(0).statement()).isEqualTo("DROP TABLE IF EXISTS `cms`.`page`");
        });
  }

  @Test
  void recordsNothingOfAStatementThatChangesNothing() {
    var changes =
        reader.parse("CREATE SPATIAL REFERENCE SYSTEM 4120 NAME 'x' DEFINITION 'y'", tables);

    assertThat(changes.isEmpty()).isFalse();
    changes.getEventsByDatabase((database, events) -> assertThat(events).isNull());
  }

  @Test
  void stopsWithStatementPlaceAndWhatToDo() {
    var statement = "ALTER TABLE CUSTOMER\n  ADD COLUMN vector INT";

    assertThatThrownBy(() -> reader.parse(statement, tables))
        .hasMessageContaining("ALTER TABLE CUSTOMER ADD COLUMN vector INT")
        .hasMessageContaining("binlog.000007, position 4711")
        .hasMessageContaining("`salesdb`")
        .hasMessageContaining("All events before it are in Kafka")
        .hasMessageContaining("docs/runbook.md, \"The connector stopped at a statement\"")
        .hasNoCause();
    assertThat(columns(CUSTOMER)).containsExactly("id");
  }

  @Test
  void stopsWhereASchemaCannotBeMadeOfWhatItReads() {
    var column = "ALTER TABLE %s ADD COLUMN untellable INT";

    assertThatThrownBy(() -> reader.parse(column.formatted("CUSTOMER"), tables))
        .hasMessageContaining("what cannot be told (no such type): ALTER TABLE CUSTOMER ADD COLUMN")
        .hasMessageContaining("position 4711");
    reader.parse(column.formatted("cms.page"), tables);
  }

  @Test
  void stopsWhereWhatACapturedTableIsCannotBeRead() {
    String names = "ALTER TABLE %s ADD COLUMN size ENUM('gro\uFFFD', 'klein')";
    assertThatThrownBy(() -> reader.parse(names.formatted("CUSTOMER"), tables))
        .hasMessageContaining("characters that are not told")
        .hasMessageContaining("position 4711");
    reader.parse(names.formatted("cms.page"), tables);
  }

  @Test
  void readsAStatementAsItIsTold() {
    reader =
        reader(
            Map.of(
                "statements.0.text", "DROP INDEX vector ON no.such",
                "statements.1.text", "ALTER TABLE CUSTOMER ADD COLUMN vector INT",
                "statements.1.read.as", "ALTER TABLE CUSTOMER ADD COLUMN `vector` INT",
                "statements.2.text", "ALTER TABLE CUSTOMER SECONDARY_NOTHING"));

    reader.parse("ALTER TABLE CUSTOMER\n  ADD COLUMN vector INT", tables);
    reader.parse("ALTER TABLE CUSTOMER SECONDARY_NOTHING", tables);

    assertThat(columns(CUSTOMER)).containsExactly("id", "vector");
  }

  @Test
  void leavesNothingOfAFailureBehind() {
    reader.parse("CREATE TABLE cms.a (id INT); ALTER TABLE cms.page ADD COLUMN vector INT", tables);

    var changes = reader.parse("CREATE TABLE cms.b (id INT)", tables);
    changes.getEventsByDatabase((database, events) -> assertThat(events).hasSize(1));
  }

  @Test
  void doesNotTrustTheOtherParserWithExecutableComments() {
    var statement = "ALTER TABLE CUSTOMER ADD COLUMN url INT /*!50100 , ADD COLUMN b INT */";

    assertThatThrownBy(() -> reader.parse(statement, tables))
        .hasMessageContaining("no parser understands");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RENAME TABLE CUSTOMER TO old, ghost TO CUSTOMER",
        "ALTER TABLE ghost RENAME TO CUSTOMER",
        "CREATE TABLE CUSTOMER LIKE ghost",
      })
  void stopsWhereAnUnknownTableBecomesACapturedOne(String statement) {
    reader.parse("RENAME TABLE CUSTOMER TO before", tables);

    assertThatThrownBy(() -> reader.parse(statement, tables))
        .hasMessageContaining("defines a captured table by one that is not known");
  }

  @Test
  void stopsWhereAnUnknownTableTakesThePlaceOfACapturedOne() {
    var statement = "RENAME TABLE CUSTOMER TO old, ghost TO CUSTOMER";

    assertThatThrownBy(() -> reader.parse(statement, tables))
        .hasMessageContaining("defines a captured table by one that is not known");
  }

  @Test
  void followsACapturedTableThatGivesWay() {
    reader.parse("CREATE TABLE ghost (id INT PRIMARY KEY, name INT)", tables);
    reader.parse("RENAME TABLE CUSTOMER TO old, ghost TO CUSTOMER", tables);

    assertThat(columns(CUSTOMER)).containsExactly("id", "name");
    reader.parse("RENAME TABLE CUSTOMER TO older", tables);
    reader.parse("DROP TABLE IF EXISTS CUSTOMER", tables);
    assertThat(tables.forTable(CUSTOMER)).isNull();
  }

  @Test
  void keepsTheTableWhoseNameATemporaryOneHad() {
    reader.parse("/* c */ DROP TEMPORARY TABLE IF EXISTS `salesdb`.`CUSTOMER`", tables);
    reader.parse("drop temporary table CUSTOMER", tables);
    reader.parse("CREATE TEMPORARY TABLE CUSTOMER (other INT)", tables);
    assertThat(columns(CUSTOMER)).containsExactly("id");
  }

  @Test
  void aReadingMakesAnUnknownTableKnown() {
    reader =
        reader(
            Map.of(
                "statements.0.text", "ALTER TABLE ghost RENAME TO CUSTOMER",
                "statements.0.read.as",
                    "DROP TABLE CUSTOMER; CREATE TABLE CUSTOMER (id INT PRIMARY KEY, name INT)"));

    reader.parse("ALTER TABLE ghost RENAME TO CUSTOMER", tables);

    assertThat(columns(CUSTOMER)).containsExactly("id", "name");
  }
}
