import { DEFAULTS } from './defaulted-table';
import { MYSQL_TYPES } from './mysql-types';

const SPATIAL = ['GEOMETRY', 'POINT'];
const DRAWN = MYSQL_TYPES.filter(({ type }) => !SPATIAL.includes(type));
const NUMBERS = DRAWN.findIndex(({ type }) => type === 'DATE');
/** Types that a primary key may have here. */
const KEY_TYPES = [
  'TINYINT(1)',
  'TINYINT',
  'MEDIUMINT UNSIGNED',
  'BIGINT',
  'BIGINT UNSIGNED',
  'BIGINT(20) UNSIGNED ZEROFILL',
  'DECIMAL(10,2)',
  'DECIMAL(65,30)',
  'DOUBLE',
  'BIT(12)',
  'BIT(64)',
  'DATE',
  'DATETIME(3)',
  'TIMESTAMP(6)',
  'TIME(3)',
  'YEAR',
  'CHAR(3)',
  'VARCHAR(20) CHARACTER SET utf8mb4',
  'VARCHAR(20) CHARACTER SET latin1',
  'VARCHAR(20) CHARACTER SET cp932',
  'VARCHAR(20) CHARACTER SET utf16',
  'VARCHAR(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin',
  `ENUM('small','it''s','(ä 世)','a,b')`,
  `SET('a','it''s','c')`,
  'BINARY(4)',
  'VARBINARY(10)',
];
/** All but `binary` and `filename`, which no column has. */
export const CHARACTER_SETS =
  'armscii8 ascii big5 cp1250 cp1251 cp1256 cp1257 cp850 cp852 cp866 cp932 dec8 eucjpms euckr gb18030 gb2312 gbk geostd8 greek hebrew hp8 keybcs2 koi8r koi8u latin1 latin2 latin5 latin7 macce macroman sjis swe7 tis620 ucs2 ujis utf16 utf16le utf32 utf8 utf8mb4'.split(
    ' ',
  );
const LONG_NAME = 'a_name_of_sixty_four_letters_is_as_long_as_a_name_of_mysql_is_00';

const listed = (types: readonly string[]): string => types.map((type, at) => `c${at} ${type}`).join(', ');

/** Tables of every kind by their names, in an order in which they can be made. */
const TABLES: Readonly<Record<string, string>> = {
  numbers: `(ID INT PRIMARY KEY, ${listed(DRAWN.slice(0, NUMBERS).map(({ type }) => `${type} NOT NULL`))})`,
  'the rest': `(ID INT PRIMARY KEY, ${listed(DRAWN.slice(NUMBERS).map(({ type }) => type))})`,
  'the rest, not null': `(ID INT PRIMARY KEY, ${listed(DRAWN.slice(NUMBERS).map(({ type }) => `${type} NOT NULL`))})`,
  'character-sets': `(ID INT PRIMARY KEY, ${listed(CHARACTER_SETS.map((set) => `VARCHAR(12) CHARACTER SET ${set} NOT NULL`))})`,
  fractions: `(ID INT PRIMARY KEY, ${listed([1, 2, 3, 4, 5, 6].flatMap((at) => [`TIME(${at})`, `DATETIME(${at})`, `TIMESTAMP(${at}) NULL`]))})`,
  ...Object.fromEntries(KEY_TYPES.map((type, at) => [`key_${at}`, `(K ${type} PRIMARY KEY, V INT, W VARCHAR(10))`])),
  customer: `(CODE VARCHAR(20) PRIMARY KEY, EMAIL VARCHAR(60) UNIQUE, REGION TINYINT NOT NULL, NO SMALLINT NOT NULL DEFAULT 5,
     COUNTRY CHAR(2) NOT NULL, NAME VARCHAR(100) NOT NULL DEFAULT 'none', UNIQUE KEY (REGION, NO),
     FOREIGN KEY (COUNTRY) REFERENCES country (CODE))`,
  order: `(ID INT UNSIGNED AUTO_INCREMENT PRIMARY KEY, CUSTOMER VARCHAR(20) NOT NULL, PLACED DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
     CHANGED TIMESTAMP NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP, FOREIGN KEY (CUSTOMER) REFERENCES customer (CODE))`,
  'order-items': `(\`order\` INT UNSIGNED, \`line no\` TINYINT UNSIGNED, \`a,b\` INT, \`unit price\` DECIMAL(10,2) NOT NULL, \`a\`\`b\` TEXT,
     \`select\` ENUM('x','y') NOT NULL DEFAULT 'y', ${LONG_NAME} VARCHAR(300), \`Größe 世\` INT, PRIMARY KEY (\`order\`, \`line no\`),
     FOREIGN KEY (\`order\`) REFERENCES \`order\` (ID) ON DELETE CASCADE ON UPDATE CASCADE)`,
  employee: `(ID SMALLINT AUTO_INCREMENT PRIMARY KEY, BOSS SMALLINT, NAME VARCHAR(20), FOREIGN KEY (BOSS) REFERENCES employee (ID) ON DELETE SET NULL)`,
  node: `(ID INT AUTO_INCREMENT PRIMARY KEY, PARENT INT NOT NULL, FOREIGN KEY (PARENT) REFERENCES node (ID))`,
  team: `(ID INT PRIMARY KEY, LEAD_ID INT, NAME VARCHAR(20))`,
  member: `(ID INT AUTO_INCREMENT PRIMARY KEY, TEAM INT NOT NULL, FOREIGN KEY (TEAM) REFERENCES team (ID) ON DELETE CASCADE)`,
  product: `(ID INT PRIMARY KEY, SKU CHAR(8) NOT NULL UNIQUE, PRICE DECIMAL(8,2) NOT NULL, TAXED DECIMAL(10,4) AS (PRICE * 1.2) VIRTUAL,
     SHOUTED VARCHAR(8) AS (UPPER(SKU)) STORED)`,
  stock: `(SKU CHAR(8) NOT NULL, PLACE BINARY(3) NOT NULL, AMOUNT INT NOT NULL, PRIMARY KEY (SKU, PLACE), FOREIGN KEY (SKU) REFERENCES product (SKU) ON UPDATE CASCADE)`,
  derived: `(A INT NOT NULL, K VARCHAR(12) AS (CONCAT('k', A)) STORED PRIMARY KEY, V INT)`,
  pair: `(A TINYINT, B VARCHAR(6), PRIMARY KEY (A, B))`,
  expressions: `(ID INT PRIMARY KEY, N INT NOT NULL, D VARCHAR(40) NOT NULL DEFAULT (CONCAT('x', 'y')), UNIQUE KEY ((N + 1)))`,
  unsafe: `(ID INT PRIMARY KEY, V VARCHAR(20)) ENGINE = MyISAM`,
  sliced: `(ID INT NOT NULL, V VARCHAR(20), PRIMARY KEY (ID)) PARTITION BY HASH (ID) PARTITIONS 4`,
  filled: `(ID INT UNSIGNED PRIMARY KEY, V VARCHAR(20), W INT NOT NULL DEFAULT 3)`,
};

/** Tables in which a change often leaves a row as it was, or meets another one, by their names. */
export const NARROW: Readonly<Record<string, string>> = {
  flag: '(ID INT PRIMARY KEY, V TINYINT(1))',
  'flag or true': '(ID INT PRIMARY KEY, V BOOLEAN DEFAULT TRUE)',
  'flag, not null': '(ID INT PRIMARY KEY, V BOOLEAN NOT NULL DEFAULT TRUE)',
  'bit or 1': `(ID INT PRIMARY KEY, V BIT(1) DEFAULT b'1')`,
  'enum or b': `(ID INT PRIMARY KEY, V ENUM('a','b') DEFAULT 'b')`,
  'set or all': `(ID INT PRIMARY KEY, V SET('a','b') DEFAULT 'a,b')`,
  'year or 2000': '(ID INT PRIMARY KEY, V YEAR DEFAULT 2000)',
  'letter or x': `(ID INT PRIMARY KEY, V CHAR(1) DEFAULT 'x')`,
  'text or x': `(ID INT PRIMARY KEY, V VARCHAR(1) DEFAULT 'x')`,
  'byte or x': `(ID INT PRIMARY KEY, V BINARY(1) DEFAULT 'x')`,
  'derived or 2': '(ID INT PRIMARY KEY, V BOOLEAN DEFAULT 1, W TINYINT AS (V + 1) STORED)',
  two: `(ID INT PRIMARY KEY, V BOOLEAN DEFAULT 1, W ENUM('x','y') DEFAULT 'y')`,
  touched: `(ID INT PRIMARY KEY, V BOOLEAN DEFAULT 1, W TIMESTAMP NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP)`,
  'letter key': '(K CHAR(1) PRIMARY KEY, V BOOLEAN)',
  'key only': '(ID INT PRIMARY KEY)',
  'keys only': `(A TINYINT, B BIT(3), C ENUM('a','b'), PRIMARY KEY (A, B, C))`,
  counted: '(ID INT AUTO_INCREMENT PRIMARY KEY, V BOOLEAN DEFAULT 1)',
  'counted only': '(ID INT AUTO_INCREMENT PRIMARY KEY)',
  'unique or 5': '(ID INT PRIMARY KEY, V SMALLINT DEFAULT 5 UNIQUE)',
  'unique pair': `(ID INT PRIMARY KEY, A TINYINT, B ENUM('x','y','z') DEFAULT 'y', UNIQUE KEY (A, B))`,
  'counted beside its key': '(ID INT PRIMARY KEY, N INT AUTO_INCREMENT UNIQUE, V BOOLEAN DEFAULT 1)',
  'parent or 1': '(ID SMALLINT PRIMARY KEY, V SMALLINT DEFAULT 1, FOREIGN KEY (V) REFERENCES `parent or 1` (ID))',
  'unsafe flag': '(ID INT PRIMARY KEY, V BOOLEAN DEFAULT 1) ENGINE = MyISAM',
};

/** Of these the server changes no row, and why. */
export const REFUSING: Readonly<Record<string, { readonly table: string; readonly words: string }>> = {
  frozen: { table: '(ID INT PRIMARY KEY)', words: 'this table is frozen' },
  place: {
    table: '(ID INT PRIMARY KEY, P POINT NOT NULL)',
    words: `Field 'P' doesn't have a default value`,
  },
  keyless: { table: '(A INT)', words: 'the table has no primary key' },
};

export const CHANGED = [...Object.keys(TABLES), 'DEFAULTS'];

/** Statements that make a database of them. */
export function workloadTables(database: string): string[] {
  const into = (name: string): string => `\`${database}\`.\`${name}\``;
  return [
    `CREATE DATABASE \`${database}\` CHARACTER SET utf8mb4`,
    `USE \`${database}\``,
    'CREATE TABLE country (CODE CHAR(2) PRIMARY KEY)',
    `INSERT INTO country VALUES ('de'), ('fr'), ('at')`,
    ...Object.entries(TABLES).map(([name, table]) => `CREATE TABLE ${into(name)} ${table}`),
    ...Object.entries(REFUSING).map(([name, { table }]) => `CREATE TABLE ${into(name)} ${table}`),
    DEFAULTS.replace('salesdb.', ''),
    'ALTER TABLE team ADD FOREIGN KEY (LEAD_ID) REFERENCES member (ID) ON DELETE SET NULL',
    `CREATE TRIGGER freeze BEFORE INSERT ON frozen FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'this table is frozen'`,
    `INSERT INTO filled (ID, V) WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < 300) SELECT i, CONCAT('v', i) FROM n`,
  ];
}
