import { type BootstrapFixture, startBootstrapFixture } from '../../../support/bootstrap-fixture';
import { found, meanwhile } from '../../../support/bootstrap-trial';

jest.setTimeout(180_000);

let fixture: BootstrapFixture;
beforeAll(async () => {
  fixture = await startBootstrapFixture();
  expect(await fixture.run(fixture.request())).toMatchObject({ code: 0 });
});
afterAll(() => fixture?.stop());

describe('a scheduled check', () => {
  test('finds nothing where all is well, reports 0 for CloudWatch, and writes nothing', async () => {
    const written = await fixture.one('SELECT @@GLOBAL.gtid_executed AS sets');
    const outcome = await fixture.check(fixture.request());
    expect([outcome.code, found(outcome)]).toEqual([0, { problems: [], metric: 0 }]);
    const [line] = outcome.output.split('\n').filter((one) => one.includes('_aws'));
    expect(JSON.parse(line ?? '')).toEqual({
      _aws: {
        Timestamp: expect.any(Number),
        CloudWatchMetrics: [
          {
            Namespace: 'Tributary',
            Dimensions: [['Stack', 'Database']],
            Metrics: [{ Name: 'SourceProblems', Unit: 'Count' }],
          },
        ],
      },
      Stack: 'Test',
      Database: 'salesdb',
      SourceProblems: 0,
    });
    expect(await fixture.one('SELECT @@GLOBAL.gtid_executed AS sets')).toEqual(written);
  });

  test('finds what became of keys and columns, as the user that captures them', async () => {
    const outcome = await meanwhile(
      fixture,
      ['ALTER TABLE salesdb.CUSTOMER DROP COLUMN MKTSEGMENT', 'ALTER TABLE salesdb.PRODUCT_CATEGORY DROP PRIMARY KEY'],
      [
        "ALTER TABLE salesdb.CUSTOMER ADD COLUMN MKTSEGMENT VARCHAR(100) NOT NULL DEFAULT ''",
        'ALTER TABLE salesdb.PRODUCT_CATEGORY ADD PRIMARY KEY (CATEGORY_ID)',
      ],
      () => fixture.check(fixture.request()),
    );
    expect(found(outcome)).toEqual({
      problems: [
        expect.stringContaining('a primary key, got: salesdb.PRODUCT_CATEGORY without one'),
        expect.stringContaining('`columns.MKTSEGMENT` of salesdb.CUSTOMER must be there (CUST_ID, NAME)'),
      ],
      metric: 2,
    });
  });

  test('counts a database that does not let it in, without its password', async () => {
    fixture.setSecret('cdc', 'Wrong_1');
    try {
      const outcome = await fixture.check(fixture.request());
      expect([outcome.code, found(outcome)]).toEqual([
        0,
        {
          problems: [
            expect.stringMatching(/^`salesdb` must let the user in that captures it.* Access denied for user 'cdc'/),
          ],
          metric: 1,
        },
      ]);
      expect(outcome.output).not.toContain('Wrong_1');
    } finally {
      fixture.setSecret('cdc', "Cdc-pass'word\\1");
    }
  });
});

// The test server is older than compression of transactions: that one is in source-problems.test.ts only.
describe.each([
  ['binlog_format', 'MIXED', 'ROW', 'must be ROW'],
  ['binlog_format', 'STATEMENT', 'ROW', 'must be ROW'],
  ['binlog_row_image', 'MINIMAL', 'FULL', 'must be FULL'],
  ['binlog_row_image', 'NOBLOB', 'FULL', 'must be FULL'],
  ['binlog_row_metadata', 'MINIMAL', 'FULL', 'must be FULL'],
  ['binlog_row_value_options', 'PARTIAL_JSON', '', 'must be empty'],
  ['gtid_mode', 'ON_PERMISSIVE', 'ON', 'must be ON'],
  ['sql_mode', 'NO_ENGINE_SUBSTITUTION', 'DEFAULT', 'must have NO_ZERO_DATE, NO_ZERO_IN_DATE'],
])('%s changed to %s', (setting, value, sound, rule) => {
  const restore = sound === 'DEFAULT' ? 'DEFAULT' : `'${sound}'`;
  const whileChanged = <T>(work: () => Promise<T>): Promise<T> =>
    meanwhile(fixture, [`SET GLOBAL ${setting} = '${value}'`], [`SET GLOBAL ${setting} = ${restore}`], work);

  test('is refused by the bootstrap', async () => {
    const outcome = await whileChanged(() => fixture.run(fixture.request()));
    expect(outcome.code).toBe(1);
    expect(outcome.output).toContain(`\`${setting}\` ${rule}`);
    expect(outcome.output).toContain(`got: ${value}`);
  });

  test('is found by the next check', async () => {
    const outcome = await whileChanged(() => fixture.check(fixture.request()));
    expect(found(outcome)).toEqual({
      problems: [expect.stringMatching(new RegExp(`^\`${setting}\` ${rule}.*, got: ${value}$`))],
      metric: 1,
    });
  });
});
