import { PLAIN_TYPES } from '../../connectors/column-type';
import { postgresTypeHolds } from '../../lib/source/bootstrap/postgres-columns';
import type { SourceColumn } from '../../lib/source/bootstrap/type-holds';
import type { PostgresType } from './postgres-types';
import { code, row } from './types-page';

/** What became of one value of a type. */
export interface ToldPostgresValue {
  /** As a client of PostgreSQL shows it. */
  readonly shown: string;
  /** The column in the event's `after`, as JSON. */
  readonly event: string;
  /** In the table, under the type that is declared in the page, and where the column is not declared. */
  readonly declared: string;
  readonly undeclared: string;
}

export interface ToldPostgresType {
  readonly type: PostgresType;
  /** As the server describes the column. */
  readonly column: SourceColumn;
  readonly values: readonly ToldPostgresValue[];
}

/** PostgreSQL's part of `docs/types.md`, whole. */
export function postgresTypesPage(types: readonly ToldPostgresType[]): string {
  return `# Types of PostgreSQL

The same of PostgreSQL, by \`test/connectors/sources/postgres-values.e2e.test.ts\`; \`WRITE_TYPES_PAGE=true npx jest --selectProjects=e2e -- postgres-values\` writes it anew. A row that the snapshot reads is told
as the same row is by the log, each value of this page: where that cannot be, the capture stops.

A domain is told as its base. An array is a JSON array of numbers and truth values, and of all else as texts, as the server spells them. What has no form of its own is the server's text.

| type | declared types that hold it exactly | PostgreSQL shows | event | declared | undeclared |
|---|---|---|---|---|---|
${types.flatMap(rowsOf).join('\n')}

## Long values that a change leaves alone

The log leaves out a long value (TOAST) that an UPDATE did not touch, unless the table's entry says \`replicaIdentity: 'full'\`. The event has \`__debezium_unavailable_value\` in its place, in an array as its one element or as the codes of
its letters; a table of the job, and an item, keep what they have. Of a row whose **key** is changed there is nothing to keep: such a value becomes NULL, counted in the job's report (\`unknown_values\`), so a table whose keys change and whose rows are long needs \`'full'\`.

## What is refused, or stops the capture

| value | what happens |
|---|---|
| an array of several dimensions, or one whose first place is not 1 | the capture stops, naming the column and the value: leave the column out by \`excludedColumns\` |
| a \`date\` from 5 to 24 October 1582 that a *snapshot* reads | the capture stops: the driver's calendar has not ten of these days, and tells them as the others |
| an \`interval\` of more than 2,147,483,647 hours that a *snapshot* reads | the capture stops: the driver cannot read it |
| \`infinity\` in an \`interval\` (since PostgreSQL 17) | **nothing stops**: the event has an interval of no length, for the driver reads it so. \`CHECK (isfinite(…))\` keeps it out of the column, where that matters |
| \`real\` or \`double precision\` in the primary key | the bootstrap refuses it: 0 and -0 are one key, of which the log tells as of two |
| \`NaN\` and \`Infinity\` in a \`numeric\` | texts in the event. A column that is declared \`DECIMAL\` holds none: the table's job stops before it writes |
| \`infinity\` in a \`date\` or a \`timestamp\` | \`infinity\` in the event. A column that is declared \`DATE\` or \`TIMESTAMP\` holds none: the table's job stops before it writes |
| a stored generated column | the bootstrap refuses it (\`excludedColumns\`): a snapshot has it, and the log has not |
| columns whose names differ in case only | the bootstrap refuses them: names in tables are told apart by more than case |
| a value that the connector cannot convert | the capture stops, naming the column: it is never NULL instead |
`;
}

function rowsOf({ type, column, values }: ToldPostgresType): string[] {
  const candidates = [...PLAIN_TYPES, ...(type.exact ?? []).filter((each) => each.startsWith('DECIMAL'))];
  const exact = candidates.filter((each) => each !== 'STRING' && postgresTypeHolds(each, column)).map(code);
  return values.map(({ shown, event, declared, undeclared }, index) =>
    row([
      index === 0 ? code(type.type) : '',
      index === 0 ? exact.join(', ') || '–' : '',
      code(shown),
      code(event),
      type.exact === undefined ? '' : code(declared),
      code(undeclared),
    ]),
  );
}
