/** A table that statements define while it is captured, in words that a parser of them may take for something else. */
export interface DefinedTable {
  readonly name: string;
  /** Within `salesdb`, whose character set is latin1. */
  readonly statements: readonly string[];
  /** Of all columns behind `ID`, one row each. */
  readonly rows: readonly string[];
}

const C1 = '0x41818D8F909D80';

export const DEFINED_TABLES: readonly DefinedTable[] = [
  {
    name: 'BY_COLLATION',
    statements: ['CREATE TABLE BY_COLLATION (ID INT PRIMARY KEY, V VARCHAR(20)) COLLATE=utf8mb4_0900_ai_ci'],
    rows: [`'Größe 😀'`],
  },
  {
    name: 'BY_DATABASE',
    statements: [
      'ALTER DATABASE salesdb COLLATE utf8mb4_bin',
      'CREATE TABLE BY_DATABASE (ID INT PRIMARY KEY, V VARCHAR(20), T TINYTEXT)',
      'ALTER DATABASE salesdb COLLATE latin1_swedish_ci',
      'ALTER TABLE BY_DATABASE ADD COLUMN W VARCHAR(20)',
    ],
    rows: [`'Größe', 'Größe 😀', 'Größe'`],
  },
  {
    name: 'BY_TABLE',
    statements: [
      'CREATE TABLE BY_TABLE (ID INT PRIMARY KEY, V VARCHAR(20))',
      'ALTER TABLE BY_TABLE DEFAULT CHARACTER SET utf8mb4',
      'ALTER TABLE BY_TABLE ADD COLUMN W VARCHAR(20)',
      'ALTER TABLE BY_TABLE COLLATE cp1251_bin',
      'ALTER TABLE BY_TABLE ADD (X CHAR(20), Y MEDIUMTEXT)',
    ],
    rows: [`'Größe', 'Größe 😀', 'Размер', 'Размер'`],
  },
  {
    name: 'CONVERTED',
    statements: [
      'CREATE TABLE CONVERTED (ID INT PRIMARY KEY, V VARCHAR(20), B VARBINARY(9), E ENUM("a", "b"))',
      'ALTER TABLE CONVERTED CONVERT TO CHARACTER SET utf8mb4',
    ],
    rows: [`'Größe 😀', 0xFF00, 1`],
  },
  {
    name: 'BY_COLUMN',
    statements: [
      `CREATE TABLE BY_COLUMN (ID INT PRIMARY KEY, A VARCHAR(9) COLLATE utf8mb4_bin, B VARCHAR(9) COLLATE cp1251_bin,
         C TEXT COLLATE utf16_bin, D CHAR(9) UNICODE, E CHAR(9) ASCII, F NATIONAL VARCHAR(9), G NCHAR(9), H VARCHAR(9) BINARY,
         I TEXT(100) UNICODE, J CHAR(9) CHARSET latin2, K LONGTEXT COLLATE utf8mb4_unicode_ci, L CHAR(9) BINARY ASCII,
         M NATIONAL CHARACTER VARYING(9), N NVARCHAR(9) BINARY) CHARACTER SET utf8mb4`,
    ],
    rows: [`'ä😀', 'Размер', 'ä😀', 'äЖ', 'äé', 'äЖ', 'äЖ', 'ä😀', 'äЖ', 'łą', 'ä😀', 'äé', 'äЖ', 'äЖ'`],
  },
  {
    name: 'BYTES',
    statements: [
      `CREATE TABLE BYTES (ID INT PRIMARY KEY, A VARCHAR(9) CHARACTER SET binary, B CHAR(9) BYTE, C BINARY, D BINARY(4),
         E TEXT CHARACTER SET binary, F VARCHAR(9) BYTE, G CHAR CHARACTER SET binary, H TINYTEXT CHARSET binary,
         I LONGTEXT BYTE, J CHAR(5) COLLATE 'binary', K LONG BYTE, L VARBINARY(3), M MEDIUMBLOB)`,
    ],
    rows: [
      `0xFF00E4, 0xFF00E4, 0xE4, 0xE4, 0xFF00E4, 0xFF00E4, 0xE4, 0xFF00E4, 0xFF00E4, 0xFF00, 0xFF00E4, 0xFF00, 0xE400`,
      `'', '', '', '', '', '', '', '', '', '', '', '', ''`,
    ],
  },
  {
    name: 'BYTES_BY_TABLE',
    statements: [
      'CREATE TABLE BYTES_BY_TABLE (ID INT PRIMARY KEY, A VARCHAR(9), B CHAR(4), C TEXT) CHARACTER SET binary',
    ],
    rows: ['0xFF00E4, 0xFF, 0xE400'],
  },
  {
    name: 'OPTIONS',
    statements: [
      `CREATE TABLE OPTIONS (ID INT PRIMARY KEY, A ENUM(0x61, 0xC3A9), B ENUM('it''s', 'back\\\\slash', 'new\\nline', 'q\\'q'),
         C SET(x'62', 'a', 'ß'), D ENUM('a ', 'b') , E ENUM("dou\\"ble", "sin'gle", 'tw""o'), F ENUM('ä', 'Ж'),
         G ENUM('ä', '\\Z') CHARACTER SET ucs2, H SET('ä', 'é') CHARACTER SET latin1, I ENUM('\\ä', '%\\%')
        ) CHARACTER SET utf8mb4`,
    ],
    rows: [
      '1, 1, 1, 1, 1, 1, 1, 1, 1',
      '2, 2, 3, 2, 2, 2, 2, 3, 2',
      '2, 3, 7, 2, 3, 2, 2, 2, 1',
      '2, 4, 7, 2, 3, 2, 2, 2, 1',
    ],
  },
  {
    name: 'OTHER_SESSION',
    statements: [
      'SET NAMES latin1',
      `CREATE TABLE OTHER_SESSION (ID INT PRIMARY KEY, A ENUM('Ã©', 'Ã¤'), B SET('Ã©', 'b')) CHARACTER SET utf8mb4`,
      'SET NAMES utf8mb4',
    ],
    rows: ['1, 1', '2, 3'],
  },
  {
    name: 'OTHER_MODE',
    statements: [
      `SET SESSION sql_mode = 'ANSI_QUOTES,NO_BACKSLASH_ESCAPES,PIPES_AS_CONCAT,REAL_AS_FLOAT'`,
      `CREATE TABLE "OTHER_MODE" ("ID" INT PRIMARY KEY, "V" VARCHAR(9) DEFAULT 'a\\b', E ENUM('a\\b', 'b\\n'), R REAL)`,
      'SET SESSION sql_mode = DEFAULT',
    ],
    rows: [`'é', 1, 0.1`, `'é', 2, 3.5`],
  },
  {
    name: 'LATER_VERSION',
    statements: [
      `CREATE TABLE LATER_VERSION (ID INT PRIMARY KEY, A INT /*!80000 UNSIGNED */, B INT /*!80100 UNSIGNED */,
         C VARCHAR(9) /*!80100 CHARACTER SET utf8mb4 */, D DECIMAL /*!80000 (10, 2) */ /*!80100 UNSIGNED */, E DATETIME /*!80000 (3) */,
         F BIT /*!80000 (9) */, G ENUM('a', /*!80100 'b', */ 'c'), H BIGINT /*!40000 UNSIGNED */)`,
    ],
    rows: [`4294967295, -1, 'é', 1.25, '2020-01-01 00:00:00.123', b'101010101', 'c', 18446744073709551615`],
  },
  {
    name: 'ZEROFILLED',
    statements: [
      `CREATE TABLE ZEROFILLED (ID INT PRIMARY KEY, A INT ZEROFILL, B SMALLINT ZEROFILL UNSIGNED, C TINYINT(3) ZEROFILL,
         D MEDIUMINT UNSIGNED ZEROFILL, E BIGINT ZEROFILL, F INTEGER UNSIGNED SIGNED, G INT SIGNED, SERIAL SERIAL)`,
    ],
    rows: [`4294967295, 65535, 255, 16777215, 18446744073709551615, 7, -7, 18446744073709551614 - ID`],
  },
  {
    // Servers before 8.0.29 leave YEAR out of the list of signs, which Debezium's client counts in.
    name: 'YEARS',
    statements: [
      `CREATE TABLE YEARS (ID INT PRIMARY KEY, A INT, B INT, C INT, D INT, E INT, F INT, G BIGINT UNSIGNED, Y YEAR, Z YEAR,
         T TEXT COLLATE utf8mb4_bin)`,
    ],
    rows: [`1, 2, 3, 4, 5, 6, 18446744073709551615, 2026, 0, 'ä😀'`],
  },
  {
    name: 'REARRANGED',
    statements: [
      'CREATE TABLE others (ID INT PRIMARY KEY, a VARCHAR(9), b INT, c VARCHAR(9) CHARACTER SET utf8mb4)',
      'CREATE TABLE another LIKE others',
      'ALTER TABLE another MODIFY c VARCHAR(20) CHARACTER SET cp1251 FIRST, CHANGE a A INT UNSIGNED AFTER b',
      'ALTER TABLE another RENAME COLUMN b TO d',
      'RENAME TABLE another TO REARRANGED',
      'ALTER TABLE REARRANGED ADD COLUMN (e INT, f VARCHAR(9) COLLATE utf8mb4_bin), MODIFY ID INT NOT NULL FIRST',
    ],
    rows: [`'Размер', 1, 4294967295, 2, 'ä😀'`],
  },
  {
    name: 'COMPUTED',
    statements: [
      `CREATE TABLE COMPUTED (ID INT PRIMARY KEY, A VARCHAR(9) COLLATE utf8mb4_bin, B VARCHAR(20) COLLATE utf8mb4_bin AS (CONCAT(A, 'ß')), C INT UNSIGNED,
         D BIGINT AS (C * 2) STORED)`,
    ],
    rows: [`'ä😀', DEFAULT, 7, DEFAULT`],
  },
  {
    name: 'DEFAULTS',
    statements: [
      `CREATE TABLE DEFAULTS (ID INT PRIMARY KEY, A TIME DEFAULT 100, B TIMESTAMP DEFAULT 20200101, C BIT(8) DEFAULT 5,
         D BIT(4) DEFAULT 0x05, E INT DEFAULT 0x10, F INT DEFAULT (1 + 1), G DECIMAL(5, 2) DEFAULT '1e1', H DATETIME DEFAULT 20200101000000,
         I DATE DEFAULT 20200101, J YEAR DEFAULT '99', K VARCHAR(9) DEFAULT 0x61, L VARBINARY(9) DEFAULT X'61',
         M DATETIME(3) DEFAULT '2020-1-1 1:1:1', N TIME DEFAULT '1 1:1:1', O DOUBLE DEFAULT '.5', P INT DEFAULT ' 5', Q BOOL DEFAULT TRUE,
         R TIMESTAMP DEFAULT '2020-01-01T00:00:00', S DATE DEFAULT '2020-01-01 00:00:00', T DATETIME DEFAULT 20200101,
         U BIGINT UNSIGNED DEFAULT 18446744073709551615, V ENUM('a', 'b') DEFAULT 'b', W VARCHAR(9) DEFAULT _utf8mb4'é',
         X BIT(64) DEFAULT 18446744073709551615, Y DATE DEFAULT '20-1-1', Z BIGINT DEFAULT -9e3, AA BINARY(2) DEFAULT 'a',
         AB VARCHAR(9) CHARACTER SET binary DEFAULT 'a', AC INT DEFAULT b'101', AD TIMESTAMP(3) DEFAULT '2020/01/01 1.2.3')`,
    ],
    rows: [Array.from({ length: 30 }, () => 'DEFAULT').join(', ')],
  },
  {
    name: 'LATIN',
    statements: [
      'CREATE TABLE LATIN (ID INT PRIMARY KEY, A VARCHAR(9), B CHAR(9), C TEXT, D VARCHAR(9) COLLATE latin1_bin)',
    ],
    rows: [`${C1}, ${C1}, ${C1}, ${C1}`],
  },
];

/** @param first what is added to the keys of the rows */
export function insertsInto({ name, rows }: DefinedTable, first: number): string[] {
  return rows.map((values, at) => `INSERT INTO ${name} VALUES (${first + at}, ${values})`);
}
