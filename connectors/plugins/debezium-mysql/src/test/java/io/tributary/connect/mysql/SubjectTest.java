package io.tributary.connect.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import io.debezium.relational.TableId;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubjectTest {
  private static final Set<String> TABLES = Set.of("salesdb.CUSTOMER", "salesdb.ACCOUNT");
  private static final CapturedTables CAPTURED = captured(false);

  private static CapturedTables captured(boolean namesIgnoreCase) {
    return new CapturedTables(
        (TableId table) -> TABLES.contains(table.toString()), "salesdb"::equals, namesIgnoreCase);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ALTER TABLE CUSTOMER ADD COLUMN url INT",
        "ALTER TABLE salesdb.CUSTOMER ADD COLUMN url INT",
        "alter table `salesdb`.`CUSTOMER` add column url int",
        "ALTER /* why */ TABLE\n  salesdb . CUSTOMER -- so\n ADD url INT",
        "# first\nALTER TABLE .CUSTOMER ADD url INT",
        "ALTER TABLE \"salesdb\".\"CUSTOMER\" ADD url INT",
        "/*!50100 ALTER TABLE salesdb.CUSTOMER ADD url INT */",
        "ALTER TABLE /*!80000 salesdb.*/ CUSTOMER ADD url INT",
        "ALTER TABLE cms.page COMMENT 'a', RENAME TO salesdb.CUSTOMER",
        "ALTER TABLE cms.page RENAME salesdb.CUSTOMER",
        "ALTER TABLE cms.page EXCHANGE PARTITION p0 WITH TABLE salesdb.CUSTOMER",
        "RENAME TABLE cms.x TO salesdb.CUSTOMER",
        "RENAME TABLES cms.x TO cms.y, CUSTOMER TO cms.c",
        "DROP TABLE IF EXISTS cms.x, `CUSTOMER`",
        "DROP TEMPORARY TABLE CUSTOMER",
        "CREATE TABLE IF NOT EXISTS salesdb.CUSTOMER (vector INT)",
        "CREATE UNIQUE INDEX i ON CUSTOMER (vector)",
        "DROP INDEX CUSTOMERS ON salesdb.CUSTOMER ALGORITHM = x",
        "TRUNCATE CUSTOMER",
        "ALTER DATABASE salesdb NEWOPTION = 1",
        "ALTER DATABASE CHARACTER SET x",
        "DROP SCHEMA IF EXISTS `salesdb`",
        "REORGANIZE cms.page INTO salesdb.CUSTOMER",
        "REORGANIZE .CUSTOMER",
        "REORGANIZE SCHEMA salesdb",
        "SET STATEMENT x = 1 FOR ALTER TABLE salesdb.CUSTOMER ADD url INT",
        "ALTER TABLE cms.x COMMENT 'C:\\', RENAME TO CUSTOMER, COMMENT 'y'",
      })
  void mayConcernACapturedTable(String statement) {
    assertThat(Subject.of(statement, "salesdb").mayConcern(CAPTURED)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ALTER TABLE cms.page ADD COLUMN url VARCHAR(200)",
        "ALTER TABLE page ADD COLUMN CUSTOMER INT, ADD COLUMN url INT",
        "ALTER TABLE cms.CUSTOMER ADD COLUMN url INT",
        "ALTER TABLE CUSTOMERS ADD url INT",
        "ALTER TABLE CUSTOMER_OLD ADD url INT",
        "ALTER TABLE `CUSTOMER ` ADD url INT",
        "ALTER TABLE customer ADD url INT",
        "ALTER TABLE salesdb.account ADD url INT",
        "ALTER TABLE page COMMENT 'RENAME TO salesdb.CUSTOMER', ADD url INT",
        "ALTER TABLE page ADD url INT /* RENAME TO salesdb.CUSTOMER */",
        "ALTER TABLE page RENAME COLUMN a TO CUSTOMER",
        "CREATE TABLE page (vector INT, FOREIGN KEY (vector) REFERENCES CUSTOMER (ID))",
        "FLUSH TABLES salesdb.CUSTOMER",
        "/* by */ FLUSH TABLES CUSTOMER WITH READ LOCK",
        "LOCK TABLES CUSTOMER READ LOCAL",
        "GRANT SELECT ON salesdb.CUSTOMER TO x",
        "ANALYZE TABLE CUSTOMER UPDATE HISTOGRAM ON x",
        "CREATE USER CUSTOMER IDENTIFIED BY 'x'",
        "CREATE DEFINER = `root`@`%` TRIGGER t BEFORE INSERT ON CUSTOMER FOR EACH ROW SET x = 1",
        "CREATE DEFINER=root@localhost PROCEDURE p() ALTER TABLE CUSTOMER ADD url INT",
        "CREATE OR REPLACE SQL SECURITY INVOKER VIEW v AS SELECT * FROM CUSTOMER",
        "ALTER EVENT e RENAME TO CUSTOMER",
        "RENAME USER CUSTOMER TO b",
        "SET x = CUSTOMER",
        "XA START 'x'",
        "DROP DATABASE cms",
        "DROP INDEX i ON cms.CUSTOMER",
        "REORGANIZE cms.CUSTOMER INTO 'CUSTOMER'",
      })
  void isAboutSomethingElse(String statement) {
    assertThat(Subject.of(statement, "salesdb").mayConcern(CAPTURED)).isFalse();
  }

  @Test
  void anUnqualifiedNameIsOfTheSessionsDatabase() {
    assertThat(Subject.of("ALTER TABLE CUSTOMER ADD url INT", "cms").mayConcern(CAPTURED))
        .isFalse();
    assertThat(Subject.of("REORGANIZE CUSTOMER", "cms").mayConcern(CAPTURED)).isFalse();
    assertThat(Subject.of("ALTER TABLE CUSTOMER ADD url INT", "").mayConcern(CAPTURED)).isFalse();
  }

  @Test
  void caseCountsWhereTheServerKeepsIt() {
    var ignoring = new CapturedTables(table -> table.toString().equals("s.t"), "s"::equals, true);

    assertThat(Subject.of("ALTER TABLE S.T ADD url INT", "x").mayConcern(ignoring)).isTrue();
    assertThat(Subject.of("DROP DATABASE S", "x").mayConcern(ignoring)).isTrue();
  }

  @Test
  void namesWhatASchemaHasToForget() {
    assertThat(Subject.of("ALTER TABLE page ADD url INT, RENAME cms.`a``b`", "c").forgetting())
        .contains("DROP TABLE IF EXISTS `c`.`page`, `cms`.`a``b`");
    assertThat(Subject.of("DROP DATABASE cms x", "c").forgetting()).contains("DROP DATABASE `cms`");
    assertThat(Subject.of("TRUNCATE page", "c").forgetting()).isEmpty();
    assertThat(Subject.of("GRANT x ON page", "c").forgetting()).isEmpty();
    assertThat(Subject.of("REORGANIZE page", "c").forgetting()).isEmpty();
  }
}
