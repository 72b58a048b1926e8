import type { EnvironmentConfig, UpsertConfig } from '../../../lib/config/environment';
import { environmentProblems } from '../../../lib/config/environment-problems';
import { ENVIRONMENTS } from '../../../lib/config/environments';
import { environment } from '../../support/platform';

const dev = environment('dev');

function upsert(changes: Partial<UpsertConfig>): EnvironmentConfig {
  const { P1 } = dev.pipelines;
  return { ...dev, pipelines: { P1: { ...P1, upsert: { ...P1.upsert, ...changes } } } };
}

test.each(ENVIRONMENTS.map((config) => [config.name, config] as const))('%s has no problem', (_, config) => {
  expect(environmentProblems(config)).toEqual([]);
});

test('a job that streams has no problem where none runs on schedule', () => {
  expect(environmentProblems(upsert({ state: 'off', streaming: 'on' }))).toEqual([]);
});

describe('fails', () => {
  test.each<[string, EnvironmentConfig, string]>([
    ['an illegal name', { ...dev, name: 'Dev' }, '`name` must be a lower-case letter followed by up to 19 letters'],
    ['an illegal account', { ...dev, account: '1234' }, '`account` must be 12 digits, got: 1234'],
    [
      'a table of an unknown source',
      { ...dev, datasets: { ...dev.datasets, log: { ...dev.datasets['customer'], source: 'x' } } as never },
      '`datasets.log.source` must be one of salesdb, got: x',
    ],
    ...[' \n', 'ALTER  TABLE t\nADD c INT'].map((statement): [string, EnvironmentConfig, string] => [
      `a statement that is read in two ways, or none: ${JSON.stringify(statement)}`,
      {
        ...dev,
        sources: {
          salesdb: {
            ...dev.sources['salesdb'],
            statements: [
              { statement: 'ALTER TABLE t ADD c INT', readAs: '' },
              { statement, readAs: 'ALTER TABLE t ADD c BIGINT' },
            ],
          },
        } as never,
      },
      '`sources.salesdb.statements[1].statement` must be ',
    ]),
    [
      'two writers of one table',
      upsert({ streaming: 'on' }),
      '`pipelines.P1.upsert.streaming` must be off where `pipelines.P1.upsert.state` is on, for a table has one writer, got: on',
    ],
    [
      'an unknown table',
      { ...upsert({ tables: ['customer', 'customers'] }) },
      '`pipelines.P1.upsert.tables` must be one of customer, customerSite,',
    ],
    [
      'a table named twice',
      upsert({ tables: ['customer', 'customer'] }),
      '`pipelines.P1.upsert.tables` must name each table once, got twice: customer',
    ],
    [
      'a table that is not archived',
      {
        ...dev,
        pipelines: {
          P1: {
            ...dev.pipelines.P1,
            archive: { ...dev.pipelines.P1.archive, tables: ['customer'] },
            upsert: { ...dev.pipelines.P1.upsert, tables: ['customer', 'supplier'] },
          },
        },
      },
      '`pipelines.P1.upsert.tables` must be archived, which are customer, got: supplier',
    ],
    [
      'statements for a table that nobody keeps',
      upsert({ tables: ['supplier'] }),
      '`serving.athena.queriedTables` must be one of supplier, got: customer',
    ],
  ])('for %s', (_, config, message) => {
    expect(environmentProblems(config)).toEqual([expect.stringContaining(message)]);
  });
});
