import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Connection, RowDataPacket } from 'mysql2/promise';

import { loadData } from '../../../local/data/load-data';
import { type MysqlServer, startMysqlServer } from '../../support/mysql-server';

/** As `mysqldump --databases` of another server writes it, with what only its own administrator could run. */
const DUMP = `-- MySQL dump 10.13  Distrib 8.0.36, for Linux (x86_64)
--
-- Host: db.example.com    Database: shop
-- ------------------------------------------------------
/*!50503 SET NAMES utf8mb4 */;
SET @MYSQLDUMP_TEMP_LOG_BIN = @@SESSION.SQL_LOG_BIN;
SET @@SESSION.SQL_LOG_BIN= 0;
SET @@GLOBAL.GTID_PURGED=/*!80000 '+'*/ '3e11fa47-71ca-11e1-9e33-c80aa9429562:1-5';
/*!40101 SET SQL_MODE='NO_AUTO_VALUE_ON_ZERO' */;
DROP TABLE IF EXISTS \`line\`;
CREATE TABLE \`line\` (
  \`id\` int NOT NULL AUTO_INCREMENT,
  \`order_id\` int NOT NULL,
  \`text\` varchar(60) COMMENT 'a;b',
  PRIMARY KEY (\`id\`),
  CONSTRAINT \`of\` FOREIGN KEY (\`order_id\`) REFERENCES \`order\` (\`id\`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
LOCK TABLES \`line\` WRITE;
/*!40000 ALTER TABLE \`line\` DISABLE KEYS */;
INSERT INTO \`line\` VALUES (0,7,'it''s; \\"so\\"\\n--x'),(2,7,'Zoë 😀 # no comment');
/*!40000 ALTER TABLE \`line\` ENABLE KEYS */;
UNLOCK TABLES;
CREATE TABLE \`order\` (\`id\` int NOT NULL PRIMARY KEY, \`raw\` varbinary(8), \`seen\` int DEFAULT 0);
INSERT INTO \`order\` VALUES (7,0x00FF27,0);
DELIMITER ;;
/*!50003 CREATE*/ /*!50017 DEFINER=\`somebody\`@\`%\`*/ /*!50003 TRIGGER \`t\` BEFORE UPDATE ON \`order\` FOR EACH ROW BEGIN
  SET NEW.seen = OLD.seen + 1; -- DEFINER=\`x\`@\`y\`
END */;;
DELIMITER ;
/*!50001 CREATE ALGORITHM=UNDEFINED */
/*!50013 DEFINER=\`somebody\`@\`%\` SQL SECURITY DEFINER */
/*!50001 VIEW \`seen\` AS select \`order\`.\`id\` AS \`id\` from \`order\` */;
CREATE DATABASE /*!32312 IF NOT EXISTS*/ \`crm-eu 2\`;
USE \`crm-eu 2\`;
CREATE TABLE person (id int PRIMARY KEY);
`;

let server: MysqlServer;
let root: Connection;
let folder: string;

beforeAll(async () => {
  server = await startMysqlServer({ 'gtid-mode': 'ON', enforce_gtid_consistency: 'ON' });
  root = await server.connect();
  folder = mkdtempSync(join(tmpdir(), 'tributary-data-'));
}, 120_000);

afterAll(async () => {
  await root?.end();
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function load(content: string | Buffer, schema = 'unnamed'): Promise<void> {
  await loadAll([content], schema);
}

async function loadAll(contents: readonly (string | Buffer)[], schema: string): Promise<void> {
  const files = contents.map((content, i) => {
    const file = join(folder, i === 0 ? 'data.sql' : `data-${i}.sql`);
    writeFileSync(file, content);
    return file;
  });
  await loadData(() => server.connect(), { path: folder, files }, schema);
}

async function rows(sql: string): Promise<unknown[]> {
  return (await root.query<RowDataPacket[]>(sql))[0];
}

test('a dump brings its tables and rows, whoever made it, into the schema that it was made of', async () => {
  await load(DUMP);
  expect(await rows('SELECT * FROM shop.line ORDER BY id')).toEqual([
    { id: 0, order_id: 7, text: 'it\'s; "so"\n--x' },
    { id: 2, order_id: 7, text: 'Zoë 😀 # no comment' },
  ]);
  await root.query('UPDATE shop.`order` SET raw = NULL');
  expect(await rows('SELECT * FROM shop.`order`')).toEqual([{ id: 7, raw: null, seen: 1 }]);
  expect(await rows('SELECT * FROM shop.seen')).toEqual([{ id: 7 }]);
  expect(await rows('SELECT * FROM `crm-eu 2`.person')).toEqual([]);
});

test('statements that name no schema are about the one of the database', async () => {
  await load('CREATE TABLE t (id int PRIMARY KEY);\nINSERT INTO t VALUES (1)', 'mine');
  expect(await rows('SELECT * FROM mine.t')).toEqual([{ id: 1 }]);
});

test('texts of rows stay what they are, whatever their lines begin with', async () => {
  const texts = [
    'a\n# heading; one\nb',
    '\n#tag',
    '-- none\n--also none',
    'a\u2028# x\u2028b',
    '/* no; comment */',
    "it's",
  ];
  const values = texts.map((text, i) => `(${i}, '${text.replaceAll("'", "''")}')`).join(',\n');
  await load(
    `CREATE TABLE texts (id int PRIMARY KEY, v text); # don't; stop\nINSERT INTO texts VALUES\n${values};`,
    'texts',
  );
  expect(await rows('SELECT v FROM texts.texts ORDER BY id')).toEqual(texts.map((v) => ({ v })));
  await load('CREATE TABLE n (v int);INSERT INTO n VALUES (5--1);INSERT INTO n VALUES (7)', 'texts');
  expect(await rows('SELECT v FROM texts.n ORDER BY v')).toEqual([{ v: 6 }, { v: 7 }]);
});

test('what one script says of its session is no matter of the next one', async () => {
  const first = `SET AUTOCOMMIT = 0; SET SQL_MODE = "NO_AUTO_VALUE_ON_ZERO,NO_BACKSLASH_ESCAPES"; SET time_zone = "+05:00";
    CREATE TABLE s (id int AUTO_INCREMENT PRIMARY KEY, v varchar(9), t timestamp NULL); LOCK TABLES s WRITE;
    INSERT INTO s VALUES (7, 'x', '2020-01-01 00:00:00'); COMMIT;`;
  await loadAll([first, "INSERT INTO s VALUES (0, 'a\\nb', '2020-01-01 00:00:00')"], 'sessions');
  expect(
    await rows('SELECT id, v, UNIX_TIMESTAMP(t) - UNIX_TIMESTAMP("2020-01-01 00:00:00") AS t FROM sessions.s'),
  ).toEqual(
    [
      { id: 7, v: 'x', t: '-18000.000000' },
      { id: 8, v: 'a\nb', t: '0.000000' },
    ].map((row) => ({ ...row, t: expect.anything() })),
  );
  expect(await rows('SELECT COUNT(DISTINCT t) AS n FROM sessions.s')).toEqual([{ n: 2 }]);
});

test('letters arrive, whatever a script says of characters', async () => {
  await load('CREATE TABLE c (id int PRIMARY KEY, v varchar(20)) CHARACTER SET utf8mb4', 'letters');
  const said = [
    'SET character_set_client = cp850',
    '/*!50003 SET character_set_client  = latin1 */',
    'SET NAMES binary',
    'SET NAMES DEFAULT',
    "SET collation_connection = 'latin1_swedish_ci'",
  ];
  for (const [i, setting] of said.entries()) await load(`${setting};\nINSERT INTO c VALUES (${i}, 'Ж€é😀')`, 'letters');
  expect(await rows('SELECT DISTINCT v FROM letters.c')).toEqual([{ v: 'Ж€é😀' }]);
});

test('only the one who made it is left out of a statement', async () => {
  await load(
    `CREATE TABLE d (id int PRIMARY KEY, v varchar(60) DEFAULT 'DEFINER=root@localhost x') COMMENT='with DEFINER=app@host, see wiki';
     CREATE DEFINER=somebody TRIGGER t1 BEFORE INSERT ON d FOR EACH ROW SET NEW.v = CONCAT(NEW.v, '!');
     CREATE OR REPLACE ALGORITHM=MERGE DEFINER="some body" @ "%" SQL SECURITY DEFINER VIEW w AS SELECT 'DEFINER=a@b' AS v;
     CREATE /* was DEFINER=\`o\`@\`x\` */ DEFINER=\`zz\`@\`%\` TRIGGER t2 BEFORE UPDATE ON d FOR EACH ROW SET NEW.id = OLD.id;
     INSERT INTO d (id) VALUES (1); UPDATE d SET id = 2`,
    'definers',
  );
  expect(await rows('SELECT * FROM definers.d')).toEqual([{ id: 1, v: 'DEFINER=root@localhost x!' }]);
  expect(await rows('SELECT * FROM definers.w')).toEqual([{ v: 'DEFINER=a@b' }]);
});

test('the log has what is loaded, and pieces of a dump are about its schema', async () => {
  const header = '-- MySQL dump\n--\n-- Host: h    Database: pieces\n';
  const tables = `${header}SET SESSION sql_log_bin = 0;\nSET GLOBAL gtid_purged = 'a';\nCREATE TABLE p (id int PRIMARY KEY);`;
  await loadAll([tables, 'INSERT INTO p VALUES (1)'], 'elsewhere');
  expect(await rows('SELECT * FROM pieces.p')).toEqual([{ id: 1 }]);
});

test.each([
  [
    'CREATE TABLE a (id int PRIMARY KEY);\n\nINSERT INTO b VALUES (1);',
    /data\.sql:3` must be a statement that MySQL takes/,
  ],
  [
    "/*!40101 SET NAMES latin1 */;\nINSERT INTO c VALUES ('é');",
    /data\.sql:1` must name utf8 or utf8mb4.*, got: latin1/,
  ],
  ['USE `mysql`;\nDROP TABLE user;', /data\.sql:1` must be about a team's own databases, got: USE `mysql`/],
  [Buffer.from("INSERT INTO t VALUES (_binary '\xff\xfe');", 'latin1'), /must be UTF-8, got: other bytes/],
])('%p stops with where and why', async (content, message) => {
  await expect(load(content)).rejects.toThrow(message);
});
