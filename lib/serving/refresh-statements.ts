import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ATHENA, bare, list, literal, name, renderSql, type SqlValues } from '../core/render-sql';
import type { AthenaStatement } from './handler/athena-session';
import type { RefinedDefinition } from './refined-table-definition';

const SQL = join(__dirname, 'sql', 'refresh');

/**
 * Writes the table of one refresh.
 *
 * @param location URL of its objects, below which there are none
 */
export function tableStatement(definition: RefinedDefinition, table: string, location: string): AthenaStatement {
  return statement(`${table}: table`, '010-table.sql', {
    table: bare(table),
    location: literal(location),
    partitionedBy: literal(definition.partitionedBy),
    columns: list(definition.columns.map((column) => ({ column: name(column) }))),
    source: name(definition.source),
    partition: name(definition.partitionedBy),
    rule: literal(
      `\`partitionedBy\` must be of a column without empty texts, for no folder is named by one, got of ${definition.partitionedBy}: `,
    ),
  });
}

/** Lets people see the table of one refresh. */
export function viewStatement({ view }: RefinedDefinition, table: string): AthenaStatement {
  return statement(`${view}: view of ${table}`, '020-view.sql', { view: bare(view), table: name(table) });
}

function statement(called: string, file: string, values: SqlValues): AthenaStatement {
  return { name: called, sql: renderSql(readFileSync(join(SQL, file), 'utf8'), values, ATHENA).trim() };
}
