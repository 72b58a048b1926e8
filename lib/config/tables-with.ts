import type { Table } from '../../connectors/dataset';

/** Tables with what is the same for all of them in one environment, such as the policy for a server that nobody knows. */
export function tablesWith(
  tables: Readonly<Record<string, Table>>,
  options: Partial<Omit<Table, 'schema' | 'table' | 'keyColumns' | 'columns' | 'lakeName'>>,
): Record<string, Table> {
  return Object.fromEntries(Object.entries(tables).map(([key, table]) => [key, { ...table, ...options }]));
}
