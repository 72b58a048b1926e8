import type { Guard, Mutation } from './mutation';

const PROOFS = 'local/proofs/warehouse';
const MERGE = 'lib/warehouse/sql/table/130-merge.sql';
const proofs: Guard = { kind: 'jest', tests: ['test/local/proofs/warehouse/warehouse-prover.test.ts'] };
const p3: Guard = { kind: 'jest', tests: ['test/local/walkthroughs/p3.test.ts'] };
const merge: Guard = { kind: 'jest', tests: ['test/lib/warehouse/merge.e2e.test.ts'] };
const stops: Guard = { kind: 'jest', tests: ['test/lib/warehouse/merge-stops.e2e.test.ts'] };

/** Lines without which the warehouse would be wrong, or a proof of it would pass whatever is there. */
export const WAREHOUSE_MUTATIONS: readonly Mutation[] = [
  {
    name: 'proof P3.2: a table without rows',
    file: 'local/walkthroughs/judge-answer.ts',
    from: 'const all = [...(rows > moreThan ? [] : [`${rows} rows are not more than ${moreThan}`]), ...problems];',
    to: 'const all = [...problems];',
    guard: p3,
  },
  {
    name: 'proof P3.3: what the warehouse answers',
    file: 'local/walkthroughs/judge-answer.ts',
    from: "return !('items' in ask || 'warehouseTable' in ask);",
    to: "return 'query' in ask;",
    guard: p3,
  },
  {
    name: 'proof P3.4: a rerun that writes',
    file: `${PROOFS}/prove-warehouse.ts`,
    from: '...(again.upserted + again.deleted === 0',
    to: '...(true',
    guard: proofs,
  },
  {
    name: 'proof P3.4: a replay of nothing',
    file: `${PROOFS}/prove-warehouse.ts`,
    from: '...(all.records > 0 ?',
    to: '...(true ?',
    guard: proofs,
  },
  {
    name: 'proof P3.6: rows that differ',
    file: `${PROOFS}/warehouse-prover.ts`,
    from: 'if (found.count > 0) problems.push(',
    to: 'if (false) problems.push(',
    guard: proofs,
  },
  {
    name: 'proof P3.6: two rows of one key',
    file: `${PROOFS}/warehouse-table.ts`,
    from: 'const twice = actual.length - found.size;',
    to: 'const twice = 0;',
    guard: proofs,
  },
  {
    name: 'a deleted row that an older change brings back',
    file: MERGE,
    from: 'FROM {{schema}}.{{deletedTable}} AS t\n  WHERE {{#keys}}',
    to: 'FROM {{schema}}.{{deletedTable}} AS t\n  WHERE 1 = 0 AND {{#keys}}',
    guard: merge,
  },
  {
    name: 'the newest change by when it came',
    file: MERGE,
    from: 'ORDER BY v.change_position DESC, v.kafka_partition DESC, v.kafka_offset DESC',
    to: 'ORDER BY v.kafka_partition DESC, v.kafka_offset DESC',
    guard: merge,
  },
  {
    name: 'two merges at once',
    file: MERGE,
    from: '  LOCK TABLE {{schema}}.{{progress}};\n',
    to: '',
    guard: merge,
  },
  {
    name: 'a lost record',
    file: 'lib/warehouse/sql/table/gaps.sql',
    from: 'WHERE f.kafka_offset > f.previous + 1',
    to: 'WHERE f.kafka_offset > f.previous + 100000',
    guard: stops,
  },
];
