import { isPostgresDump } from '../../../bin/tables/load-postgres-dump';

const SETTINGS = `SET statement_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
`;

test.each([
  ['by how it begins', '--\n-- PostgreSQL database dump\n--\n\n\\restrict x\n'],
  ['by what it sets, where the comments are left out', SETTINGS],
])('what pg_dump wrote is known %s', (_, script) => {
  expect(isPostgresDump(script)).toBe(true);
});

test('what mysqldump wrote is another one', () => {
  expect(isPostgresDump('-- MySQL dump 10.13\n/*!40101 SET NAMES utf8 */;\nSET sql_mode = 0;\n')).toBe(false);
});

test('what only pg_restore reads is refused', () => {
  expect(() => isPostgresDump('PGDMP\u0001')).toThrow('`pg_restore --schema-only --file` makes a text of it');
});
