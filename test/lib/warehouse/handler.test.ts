import timers from 'node:timers/promises';

import { handler, type WarehouseEvent } from '../../../lib/warehouse/handler/handler';
import { toProperties } from '../../../lib/warehouse/handler/warehouse-request';
import {
  inspectStatements,
  retireStatements,
  schemaStatements,
  tableStatements,
} from '../../../lib/warehouse/statements';
import { warehouseTable } from '../../../lib/warehouse/warehouse-table';
import { type DataApiServer, startDataApiServer } from '../../support/data-api-server';

const ADDRESS = { workgroupName: 'wg', database: 'db', secretArn: 'arn:secret' };
const DATASET = {
  source: 'salesdb',
  schema: 'salesdb',
  table: 'CUSTOMER',
  keyColumns: ['CUST_ID'],
  columns: { CUST_ID: 'BIGINT', NAME: 'STRING' },
} as const;
const TABLE = warehouseTable(DATASET, { schema: 'salesdb', positions: 'mysql-binlog', autoRefresh: true });
const WIDER = warehouseTable(
  { ...DATASET, columns: { ...DATASET.columns, NOTE: 'STRING' } },
  { schema: 'salesdb', positions: 'mysql-binlog', autoRefresh: true },
);
const SCHEMA = { schema: 'salesdb', roleArn: 'arn:aws:iam::123456789012:role/r', bootstrapServers: 'b1:9098,b2:9098' };

/** How many times as fast as the clock pauses pass: the handler counts what it asked for, and not what has passed. */
const HASTE = 50;

let api: DataApiServer;
const environment = { ...process.env };
beforeAll(async () => {
  jest.spyOn(console, 'info').mockImplementation();
  jest.spyOn(console, 'warn').mockImplementation();
  const pause = timers.setTimeout;
  jest.spyOn(timers, 'setTimeout').mockImplementation((milliseconds = 0, value) => pause(milliseconds / HASTE, value));
});
afterAll(() => jest.restoreAllMocks());
beforeEach(async () => {
  api = await startDataApiServer();
  Object.assign(process.env, {
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'k',
    AWS_SECRET_ACCESS_KEY: 's',
    AWS_ENDPOINT_URL_REDSHIFT_DATA: api.url,
  });
});
afterEach(async () => {
  await api.stop();
  process.env = { ...environment };
});

function event(
  RequestType: WarehouseEvent['RequestType'],
  definition: object,
  changes: Partial<WarehouseEvent> = {},
): WarehouseEvent {
  return {
    RequestType,
    ResourceType: 'topic' in definition ? 'Custom::WarehouseTable' : 'Custom::WarehouseSchema',
    ResourceProperties: { ...toProperties(ADDRESS, JSON.stringify(definition)), SourceHash: 'h' },
    ...changes,
  };
}

function sql(statements: readonly { readonly sql: string }[]): string[] {
  return statements.map((statement) => statement.sql);
}

test('a schema is made by its statements, one by one and in order', async () => {
  await expect(handler(event('Create', SCHEMA))).resolves.toEqual({ PhysicalResourceId: 'wg/db/salesdb' });
  expect(api.statements).toEqual(sql(schemaStatements(SCHEMA)));
  const [first] = api.requests;
  expect(first).toEqual({
    action: 'ExecuteStatement',
    body: {
      WorkgroupName: 'wg',
      Database: 'db',
      SecretArn: 'arn:secret',
      StatementName: schemaStatements(SCHEMA)[0]?.name,
      Sql: schemaStatements(SCHEMA)[0]?.sql,
      ClientToken: expect.stringMatching(/^.{1,64}$/),
    },
  });
});

test('a statement is waited for before the next one is started', async () => {
  api.fate = () => ({ states: ['SUBMITTED', 'PICKED', 'STARTED', 'FINISHED'] });
  await handler(event('Create', SCHEMA));
  const describes = Array<string>(4).fill('DescribeStatement');
  expect(api.requests.map(({ action }) => action)).toEqual(
    schemaStatements(SCHEMA).flatMap(() => ['ExecuteStatement', ...describes]),
  );
});

const COLUMNS = inspectStatements(TABLE).columns.sql;
const VIEWS = inspectStatements(TABLE).views.sql;

/** What a database answers that has these columns and views. */
function there(columns: readonly string[], views: readonly string[]): DataApiServer['fate'] {
  return (statement) => (statement === COLUMNS ? { rows: columns } : statement === VIEWS ? { rows: views } : {});
}

test('a table is made from what is there; views that only begin alike are those of others', async () => {
  const older = `${TABLE.table}__stream_0123abcd`;
  api.fate = there([], [older, `${TABLE.table}__stream_of_others`]);
  await expect(handler(event('Create', TABLE))).resolves.toEqual({ PhysicalResourceId: 'wg/db/salesdb.customer' });
  expect(api.statements).toEqual([COLUMNS, VIEWS, ...sql(tableStatements(TABLE, [], [older]))]);
});

test('a table that is there is told which columns it has; the same again is the same statements', async () => {
  const columns = ['cust_id bigint', 'name character varying', '__position character varying', '__merged_at timestamp'];
  api.fate = there(columns, []);
  const update = event('Update', WIDER, { PhysicalResourceId: 'wg/db/salesdb.customer' });
  await handler(update);
  const once = [...api.statements];
  expect(once).toEqual([COLUMNS, VIEWS, ...sql(tableStatements(WIDER, columns, []))]);
  expect(once.join('\n')).toContain('"note"');
  await handler(update);
  expect(api.statements.slice(once.length)).toEqual(once);
});

test.each(['FAILED', 'ABORTED'])(
  'a statement that ends %s fails the deployment with the words of the server',
  async (state) => {
    const [, failing] = schemaStatements(SCHEMA);
    api.fate = (statement) =>
      statement === failing?.sql ? { states: ['STARTED', state], error: 'ERROR: role is not attached' } : {};
    await expect(handler(event('Create', SCHEMA))).rejects.toThrow(
      `statement \`${failing?.name}\` must end FINISHED, got: ${state}: ERROR: role is not attached; it was: `,
    );
    expect(api.statements).toHaveLength(2);
  },
);

test('a long statement is shortened in what an error says', async () => {
  const long = { ...SCHEMA, bootstrapServers: Array(300).fill('b:9098').join(',') };
  api.fate = () => ({ states: ['FAILED'], error: 'no' });
  const error = await handler(event('Create', long)).catch((thrown: Error) => thrown);
  expect((error as Error).message.length).toBeLessThan(1000);
});

test('requests that are throttled are sent again', async () => {
  api.refusals.push({ status: 400, type: 'ThrottlingException', message: 'Rate exceeded' });
  await handler(event('Create', SCHEMA));
  const tokens = api.requests
    .filter(({ action }) => action === 'ExecuteStatement')
    .map(({ body }) => body['ClientToken']);
  expect(tokens).toHaveLength(1 + schemaStatements(SCHEMA).length);
  expect(tokens[0]).toBe(tokens[1]);
  expect(api.statements).toEqual(sql(schemaStatements(SCHEMA)));
});

test('what the API refuses ends the deployment', async () => {
  api.refusals.push({ status: 400, type: 'ValidationException', message: 'Database name cannot be empty' });
  await expect(handler(event('Create', SCHEMA))).rejects.toThrow('Database name cannot be empty');
});

test('as long as others run too many statements, it waits with its own', async () => {
  api.refusals.push({ status: 400, type: 'ActiveStatementsExceededException', message: 'too many' });
  await handler(event('Create', SCHEMA));
  expect(api.statements).toEqual(sql(schemaStatements(SCHEMA)));
}, 20_000);

test('neither an error nor a line of the log says whose secret it was', async () => {
  const lines = jest.mocked(console.info).mock.calls;
  lines.length = 0;
  api.fate = () => ({ states: ['FAILED'], error: 'ERROR: password authentication failed for user "admin"' });
  const error = await handler(event('Create', SCHEMA)).catch((thrown: Error) => thrown);
  expect(error).toBeInstanceOf(Error);
  expect(lines).toHaveLength(1);
  for (const text of [(error as Error).message, JSON.stringify(error), JSON.stringify(lines)]) {
    expect(text).not.toContain(ADDRESS.secretArn);
  }
});

test('a statement that does not end in time fails, with its name', async () => {
  api.fate = () => ({ states: ['STARTED'] });
  const context = { getRemainingTimeInMillis: () => 30_500 };
  await expect(handler(event('Create', SCHEMA), context)).rejects.toThrow(
    `statement \`${schemaStatements(SCHEMA)[0]?.name}\` must end FINISHED, got: STARTED when time was up`,
  );
});

describe('deletion', () => {
  const VIEW = `${TABLE.table}__stream_0123abcd`;

  test('ends what runs by itself and keeps the rest', async () => {
    api.fate = there([], [VIEW]);
    await handler(event('Delete', TABLE, { PhysicalResourceId: 'wg/db/salesdb.customer' }));
    expect(api.statements).toEqual([VIEWS, ...sql(retireStatements(TABLE, [VIEW]))]);
    await handler(event('Delete', SCHEMA, { PhysicalResourceId: 'wg/db/salesdb' }));
    expect(api.statements).toHaveLength(2);
  });

  test('does not mind what is gone', async () => {
    const ended = { states: ['FAILED'], error: 'ERROR: materialized view does not exist' };
    api.fate = (statement) => (statement === VIEWS ? { rows: [VIEW] } : ended);
    await handler(event('Delete', TABLE));
    api.refusals.push({ status: 400, type: 'ResourceNotFoundException', message: 'no such workgroup' });
    await handler(event('Delete', TABLE));
    expect(api.statements).toHaveLength(2);
  });

  test('minds everything else', async () => {
    api.fate = () => ({ states: ['FAILED'], error: 'ERROR: permission denied' });
    await expect(handler(event('Delete', TABLE))).rejects.toThrow('permission denied');
  });
});

test('a table under another name is another resource', async () => {
  const renamed = { ...TABLE, table: 'client' };
  await expect(handler(event('Update', renamed, { PhysicalResourceId: 'wg/db/salesdb.customer' }))).resolves.toEqual({
    PhysicalResourceId: 'wg/db/salesdb.client',
  });
});

test('a transaction that met another one is tried again', async () => {
  const [first] = schemaStatements(SCHEMA);
  const words =
    'ERROR: 1023 DETAIL: Serializable isolation violation on table - 1, transactions forming the cycle are: 2';
  api.fate = (statement, before) =>
    statement === first?.sql && before === 0 ? { states: ['FAILED'], error: words } : {};
  await handler(event('Create', SCHEMA));
  expect(api.statements).toEqual(sql([first as never, ...schemaStatements(SCHEMA)]));
}, 20_000);

test('one that meets others again and again fails with the last words', async () => {
  const words = 'ERROR: 1023 DETAIL: Serializable isolation violation';
  api.fate = () => ({ states: ['FAILED'], error: words });
  const context = { getRemainingTimeInMillis: () => 36_000 };
  await expect(handler(event('Create', SCHEMA), context)).rejects.toThrow('when time was up');
  expect(api.statements).toHaveLength(2);
  await expect(handler(event('Create', SCHEMA))).rejects.toThrow(words);
  expect(api.statements).toHaveLength(2 + 5);
}, 40_000);

test('properties that are none are told by name', async () => {
  const without = { ...event('Create', SCHEMA), ResourceProperties: { WorkgroupName: 'wg' } };
  await expect(handler(without)).rejects.toThrow('`Database` must be a text, got: undefined');
  await expect(handler(event('Create', SCHEMA, { ResourceType: 'Custom::Other' }))).rejects.toThrow(
    '`ResourceType` must be Custom::WarehouseSchema or Custom::WarehouseTable, got: Custom::Other',
  );
});
