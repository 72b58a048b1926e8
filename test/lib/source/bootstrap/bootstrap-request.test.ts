import {
  type BootstrapRequest,
  parseRequest,
  parseSource,
  toProperties,
  toSourceProperties,
} from '../../../../lib/source/bootstrap/bootstrap-request';

const REQUEST: BootstrapRequest = {
  whenTablesMissing: 'fail',
  dialect: 'mysql',
  hostname: 'db.example',
  port: '3306',
  database: 'salesdb',
  adminSecretArn: 'arn:admin',
  cdcSecretArn: 'arn:cdc',
  sample: { name: 'salesdb', appSecretArn: 'arn:app' },
  binlogRetentionHours: 72,
  undeclaredTables: [{ schema: 'salesdb', except: ['debezium_heartbeat', 'a,b'] }],
  capturedTables: [
    {
      schema: 'salesdb',
      table: 'SALES_ORDER_DETAIL',
      keyColumns: ['ORDER_ID', 'LINE_NUMBER'],
      columns: {
        ORDER_ID: 'BIGINT',
        LINE_NUMBER: { type: 'INT', from: ['a,b', 'x=y', 'p(eur)', 'it\'s a "name"\n'] },
        TAX: { type: 'DECIMAL(10,2)', dropped: true },
      },
      zeroDates: 'null',
      foreignKeyCascades: 'acknowledged',
      itemKeys: { ORDER_ID: 'N', LINE_NUMBER: 'S' },
      exactNames: true,
      rowTypes: { TAX: 'array<string>' },
    },
  ],
};
const { sample: _, ...WITHOUT_SAMPLE } = REQUEST;

test.each([REQUEST, WITHOUT_SAMPLE])('comes back from the custom resource as it went in', (request) => {
  expect(parseRequest(toProperties(request))).toEqual(request);
});

test('the part about the source needs neither the admin nor the sample', () => {
  const { adminSecretArn: _admin, binlogRetentionHours: _hours, ...source } = WITHOUT_SAMPLE;
  expect(Object.keys(toSourceProperties(REQUEST)).filter((key) => /Admin|App|Sample/.test(key))).toEqual([]);
  expect(parseSource(toSourceProperties(REQUEST))).toEqual(source);
});

test('a table that says nothing of zero dates and cascades is held to have none', () => {
  const [table] = REQUEST.capturedTables;
  const { zeroDates: _dates, foreignKeyCascades: _cascades, ...silent } = table as (typeof REQUEST.capturedTables)[0];
  expect(parseRequest(toProperties({ ...REQUEST, capturedTables: [silent] })).capturedTables).toEqual([
    { ...silent, zeroDates: 'fail', foreignKeyCascades: 'fail' },
  ]);
});

test('holds texts only, as CloudFormation hands them on', () => {
  const scalars = Object.values(toProperties(REQUEST)).flatMap((value) =>
    Array.isArray(value) ? value.flatMap((entry) => Object.values(entry)) : [value],
  );
  expect(scalars.filter((value) => typeof value !== 'string')).toEqual([]);
});

test('ignores properties that only make it run again', () => {
  expect(parseRequest({ ...toProperties(REQUEST), ServiceToken: 'arn', SourceHash: 'x' })).toEqual(REQUEST);
});

describe('fails', () => {
  test.each([
    ['Dialect', 'oracle'],
    ['Hostname', ''],
    ['Port', 'tcp'],
    ['Database', undefined],
    ['AdminSecretArn', 7],
    ['AppSecretArn', undefined],
    ['Sample', ''],
    ['BinlogRetentionHours', '1.5'],
    ['CapturedTables', 'CUSTOMER'],
  ])('naming `%s` with %p', (property, value) => {
    expect(() => parseRequest({ ...toProperties(REQUEST), [property]: value })).toThrow(`\`${property}\` must be`);
  });

  test.each([
    ['ZeroDates', 'epoch'],
    ['ForeignKeyCascades', undefined],
  ])('naming `%s` of a table with %p', (property, value) => {
    const { CapturedTables } = toProperties(REQUEST);
    const [table] = CapturedTables as readonly Record<string, string>[];
    const tables = [{ ...table, [property]: value }];
    expect(() => parseRequest({ ...toProperties(REQUEST), CapturedTables: tables })).toThrow(`\`${property}\` must be`);
  });

  test.each([undefined, 'ORDER_ID', '["ORDER_ID"]', '{"ORDER_ID":7}', '{"ORDER_ID":{"from":"ID"}}'])(
    'naming `Columns` with %p',
    (columns) => {
      const table = { Schema: 'salesdb', Table: 'SALES_ORDER', KeyColumns: 'ORDER_ID', Columns: columns };
      expect(() => parseRequest({ ...toProperties(REQUEST), CapturedTables: [table] })).toThrow('`Columns` must be');
    },
  );
});
