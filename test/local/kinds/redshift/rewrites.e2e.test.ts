import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { WarehouseTableModel } from '../../../../local/model/platform';
import { runtimePaths } from '../../../../local/paths';
import { rowsStatement } from '../../../../local/proofs/warehouse/warehouse-table';
import { allStatements, inWarehouse, ODD_TABLE, PLAIN_TABLE } from '../../../support/warehouse-tables';

const ROOT = join(__dirname, '..', '..', '..', '..');
/** What the proofs ask, of a column of bytes too. */
const ASKED = rowsStatement({
  schema: 'shop',
  table: 'orders',
  columns: [{ name: 'scan', type: 'BINARY', sources: ['scan'] }],
} as unknown as WarehouseTableModel);
const STATEMENTS = [
  ...[PLAIN_TABLE, ODD_TABLE].flatMap((dataset) => allStatements(inWarehouse(dataset))),
  { sql: ASKED },
];

/** Names of rewrites and shims that none of the statements needs. */
function unused(statements: readonly string[]): string[] {
  const { stdout, stderr } = spawnSync(
    runtimePaths(join(ROOT, '.runtime'), process.env).python,
    ['-m', 'redshift_data.usage'],
    {
      input: JSON.stringify(statements),
      encoding: 'utf8',
      env: { PYTHONPATH: join(ROOT, 'local', 'moto-iam', 'src'), PYTHONDONTWRITEBYTECODE: '1' },
    },
  );
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout) as string[];
}

test('every rewrite on the way to PostgreSQL, and all that is added there, is for a statement of the warehouse', () => {
  expect(unused(STATEMENTS.map(({ sql }) => sql))).toEqual([]);
});

test('one that no statement needs is told', () => {
  const without = STATEMENTS.filter(({ sql }) => !sql.startsWith('ALTER EXTERNAL SCHEMA'));
  expect(unused(without.map(({ sql }) => sql))).toEqual(['alter-external-schema', 'alter_external_schema']);
});
