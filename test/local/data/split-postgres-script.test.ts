import { splitPostgresScript } from '../../../local/data/split-postgres-script';

const texts = (script: string): string[] => splitPostgresScript(script).map(({ text }) => text);

test.each([
  ['what quotes hold is no end', `SELECT 'a;''b', "c;""d"; SELECT 2`, [`SELECT 'a;''b', "c;""d"`, 'SELECT 2']],
  [
    'a backslash escapes in a text that says so only',
    `SELECT E'a\\';b', 'c\\'; SELECT 2`,
    [`SELECT E'a\\';b', 'c\\'`, 'SELECT 2'],
  ],
  [
    'what dollars hold is one',
    'DO $$ a; $x$ b; $$; SELECT $1; DO $x$ $$; $x$',
    ['DO $$ a; $x$ b; $$', 'SELECT $1', 'DO $x$ $$; $x$'],
  ],
  ['a dollar in a name opens nothing', 'SELECT a$b$c; SELECT a$b$c', ['SELECT a$b$c', 'SELECT a$b$c']],
  ['comments are none', '-- a; b\nSELECT /* c; /* d */ ; */ 1; /* e', ['SELECT   1']],
  [
    'parentheses are closed first',
    'CREATE RULE r AS ON DELETE TO t DO (SELECT 1; SELECT 2); SELECT 3',
    ['CREATE RULE r AS ON DELETE TO t DO (SELECT 1; SELECT 2)', 'SELECT 3'],
  ],
])('%s', (_, script, statements) => {
  expect(texts(script)).toEqual(statements);
});

test('a body of statements is part of its function', () => {
  const made = `CREATE OR REPLACE FUNCTION f() RETURNS int LANGUAGE sql
    BEGIN ATOMIC
     SELECT CASE WHEN true THEN 1 ELSE 2 END;
     SELECT 3;
    END`;
  expect(texts(`${made};\nBEGIN;\nSELECT 4;`)).toEqual([made, 'BEGIN', 'SELECT 4']);
});

test('commands of the client and rows are none, and lines are counted on', () => {
  const script = [
    '\\restrict a;b',
    '\\connect shop',
    'COPY public.a (id, "text") FROM stdin;',
    "1\tit's; $$",
    '2\t\\.',
    '\\.',
    '',
    'CREATE TABLE a (',
    '  id int',
    ');',
    'COPY public.a FROM stdin;',
    '\\.',
    'SELECT 1;\r',
    '\\unrestrict a',
  ].join('\n');
  expect(splitPostgresScript(script)).toEqual([
    { text: 'COPY public.a (id, "text") FROM stdin', line: 3 },
    { text: 'CREATE TABLE a (\n  id int\n)', line: 8 },
    { text: 'COPY public.a FROM stdin', line: 11 },
    { text: 'SELECT 1', line: 13 },
  ]);
});
