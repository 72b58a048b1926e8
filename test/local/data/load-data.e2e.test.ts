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
  const file = join(folder, 'data.sql');
  writeFileSync(file, content);
  const connection = await server.connect();
  try {
    await loadData(connection, { path: file, files: [file] }, schema);
  } finally {
    await connection.end();
  }
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

test.each([
  [
    'CREATE TABLE a (id int PRIMARY KEY);\n\nINSERT INTO b VALUES (1);',
    /data\.sql:3` must be a statement that MySQL takes/,
  ],
  ['/*!40101 SET NAMES latin1 */;\nCREATE TABLE c (id int);', /data\.sql:1` must name utf8 or utf8mb4, got: latin1/],
  [Buffer.from("INSERT INTO t VALUES (_binary '\xff\xfe');", 'latin1'), /must be UTF-8, got: other bytes/],
])('%p stops with where and why', async (content, message) => {
  await expect(load(content)).rejects.toThrow(message);
});
