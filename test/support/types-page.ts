import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { PLAIN_TYPES } from '../../connectors/column-type';
import { type SourceColumn, typeHolds } from '../../lib/source/bootstrap/type-holds';
import type { MysqlType } from './mysql-types';

/** What became of one value of a type. */
export interface ToldValue {
  /** As a client of MySQL shows it. */
  readonly mysql: string;
  /** The column in the event's `after`, as JSON: of a row of the snapshot, and of one that was written since. */
  readonly snapshot: string;
  readonly stream: string;
  /** In the table, under the type that is declared in the page, and where the column is not declared. */
  readonly declared: string;
  readonly undeclared: string;
}

export interface ToldType {
  readonly type: MysqlType;
  /** As the server describes the column. */
  readonly column: SourceColumn;
  readonly values: readonly ToldValue[];
}

const PAGE = join(resolve(__dirname, '..', '..'), 'docs', 'types.md');
/** In their order. */
const PARTS = ['mysql', 'postgres', 'avro'] as const;

/** Compares a part of `docs/types.md`, which begins with a heading of the first level; or writes it where somebody asks for that. */
export function keepTypesPart(part: (typeof PARTS)[number], text: string): void {
  const parts = readFileSync(PAGE, 'utf8').split(/\n(?=# )/);
  const at = PARTS.indexOf(part);
  if (process.env['WRITE_TYPES_PAGE'] !== 'true') {
    expect(text).toBe(parts[at]);
    return;
  }
  parts[at] = text;
  writeFileSync(PAGE, parts.join('\n'));
}

const MAX_CHARACTERS = 60;

/** Declared types that hold every value of a column, STRING aside, which always does. */
function exactTypes({ type, column }: ToldType): string[] {
  const decimals = type.exact.filter((each) => each.startsWith('DECIMAL'));
  return [...PLAIN_TYPES, ...decimals].filter((each) => each !== 'STRING' && typeHolds(each, column));
}

/** The part of MySQL, whole. */
export function typesPage(types: readonly ToldType[]): string {
  return `# Types of MySQL

What becomes of every type of MySQL 8.0, at its limits: what the change event holds, which declared types hold it exactly, and what the table shows. Written by
\`test/connectors/sources/mysql-values.e2e.test.ts\`, which sends all of it through the connector and the upsert job: every value once by the snapshot and once by the log, and again in a table that
was created while the connector ran. \`WRITE_TYPES_PAGE=true npx jest --selectProjects=e2e -- mysql-values\` writes it anew.

«Event» is the value in the event's JSON, «declared» the table under the first of the types that hold it exactly, «undeclared» the text of a column that nobody declared. \`STRING\` holds
every value: it is the text of the event. Bytes are Base64 in events and in text, here hexadecimal digits in MySQL and under \`BINARY\`.

| type | declared types that hold it exactly | MySQL shows | event | declared | undeclared |
|---|---|---|---|---|---|
${types.flatMap(rowsOf).join('\n')}

## Where the snapshot tells otherwise than the log

The same row, read by the snapshot and from the log. All else of this page is the same in both; what is known beyond it is in [limits](limits.md#what-mysql-says-otherwise).

| type | MySQL shows | event of the snapshot | event of the log | why |
|---|---|---|---|---|
${types.flatMap(differencesOf).join('\n')}

## What is refused, or stops the capture

| value | what happens |
|---|---|
| an option of an \`ENUM\` or a \`SET\` with a comma, or a backslash before a quote | the bootstrap refuses the table: the log would tell another text |
| a \`DECIMAL\` with \`ZEROFILL\`; a \`FLOAT\` in the primary key | the bootstrap refuses the table |
| text in a character set of which Java has another table than MySQL (\`sjis\`, \`gbk\`, \`euckr\`, …) | the bootstrap refuses the table |
| a zero date (\`0000-00-00\`, \`2001-02-00\`), a date of the year 0, one that no calendar has (\`2001-02-31\`) | the capture stops, naming the column, and the bootstrap refuses a server whose \`sql_mode\` lets them in, and rows that have one. Where the table's entry says \`zeroDates: 'null'\`, the event has \`0000-00-00\`, and a column that is declared \`DATE\` or \`TIMESTAMP\` NULL, with a count in the report (\`zero_dates\`) |
| a zero date that a *snapshot* reads from a column that takes NULL | cannot be told from NULL, and is NULL: so the bootstrap looks for them |
| a JSON document with a negative \`TIME\` in it | the capture stops: the log's reader takes its parts for others |
| \`CHAR(n) BYTE\` in a statement that the connector sees | not refused: its bytes arrive as text, for the parser drops the word. Write \`BINARY(n)\` |
| a value that the connector cannot convert | the capture stops, naming the column: it is never NULL instead |
| a value that the declared type does not hold exactly | the table's job stops before it writes |
`;
}

function rowsOf(told: ToldType): string[] {
  const { type, values } = told;
  const exact = exactTypes(told).map(code).join(', ') || '–';
  return values.map((value, index) =>
    row([
      index === 0 ? code(type.type) : '',
      index === 0 ? exact : '',
      code(value.mysql),
      code(value.stream),
      type.exact.length === 0 ? '' : code(value.declared),
      code(value.undeclared),
    ]),
  );
}

const REASONS: readonly (readonly [RegExp, string])[] = [
  [/^FLOAT/, 'MySQL sends six digits of a `FLOAT` to whoever reads the table, and all of it to the log'],
  [/^DATETIME/, 'the driver counts days before 15 October 1582 by another calendar, which has not these ten'],
];

function differencesOf({ type, values }: ToldType): string[] {
  return values
    .filter(({ snapshot, stream }) => snapshot !== stream)
    .map(({ mysql, snapshot, stream }) => {
      const [, why] = REASONS.find(([pattern]) => pattern.test(type.type)) ?? [];
      if (why === undefined) {
        throw new Error(
          `${type.type} ${mysql}: the snapshot tells ${snapshot}, the log ${stream}, and nobody knows why`,
        );
      }
      return row([code(type.type), code(mysql), code(snapshot), code(stream), why]);
    });
}

export function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

/** Control characters and what a table cell cannot hold are spelled out. */
export function code(text: string): string {
  const short = text.length > MAX_CHARACTERS ? `${text.slice(0, MAX_CHARACTERS)}… (${text.length} characters)` : text;
  const shown = short.replaceAll('|', '\\|').replaceAll('\n', '\\n').replaceAll('\t', '\\t').replaceAll('`', "'");
  return text === '' ? '(empty)' : `\`${shown}\``;
}
