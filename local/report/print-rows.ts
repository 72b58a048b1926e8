import Table from 'cli-table3';

import type { QueryResult } from '../servers/local-server';

/** The rows of an answer as a table for the terminal. */
export function printRows({ columns, rows }: QueryResult): string {
  const table = new Table({ head: [...columns], style: { head: [], border: [] } });
  for (const row of rows) table.push(row.map(printed));
  return `${table.toString()}\n${rows.length} ${rows.length === 1 ? 'row' : 'rows'}`;
}

function printed(value: unknown): string {
  if (value === null) return 'null';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
