import { type BootstrapRequest, parseRequest, toProperties } from '../../../../lib/source/bootstrap/bootstrap-request';

const REQUEST: BootstrapRequest = {
  dialect: 'mysql',
  hostname: 'db.example',
  port: '3306',
  database: 'salesdb',
  adminSecretArn: 'arn:admin',
  cdcSecretArn: 'arn:cdc',
  appSecretArn: 'arn:app',
  binlogRetentionHours: 72,
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
    },
  ],
};
const { appSecretArn: _, ...WITHOUT_SAMPLE } = REQUEST;

test.each([REQUEST, WITHOUT_SAMPLE])('comes back from the custom resource as it went in', (request) => {
  expect(parseRequest(toProperties(request))).toEqual(request);
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
    ['SampleData', 'yes'],
    ['BinlogRetentionHours', '1.5'],
    ['CapturedTables', []],
    ['CapturedTables', 'CUSTOMER'],
  ])('naming `%s` with %p', (property, value) => {
    expect(() => parseRequest({ ...toProperties(REQUEST), [property]: value })).toThrow(`\`${property}\` must be`);
  });

  test.each([undefined, 'ORDER_ID', '["ORDER_ID"]', '{"ORDER_ID":7}', '{"ORDER_ID":{"from":"ID"}}'])(
    'naming `Columns` with %p',
    (columns) => {
      const table = { Schema: 'salesdb', Table: 'SALES_ORDER', KeyColumns: 'ORDER_ID', Columns: columns };
      expect(() => parseRequest({ ...toProperties(REQUEST), CapturedTables: [table] })).toThrow('`Columns` must be');
    },
  );
});
