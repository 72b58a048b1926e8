import {
  type AttributeValue,
  DeleteItemCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  DynamoDBClient,
  GetItemCommand,
  ListTablesCommand,
  PutItemCommand,
  ScanCommand,
} from '@aws-sdk/client-dynamodb';

import { readUsage } from '../../../../local/access/read-usage';
import { showItem } from '../../../../local/kept/show-item';
import { causeChain } from '../../../../local/local-run-error';
import { ItemReader } from '../../../../local/proofs/items/read-items';
import { MadeAccount } from '../../../support/made-account';

const REGION = 'us-east-1';
const TABLES = `arn:aws:dynamodb:${REGION}:000000000000:table`;

let account: MadeAccount;

beforeAll(async () => {
  account = await MadeAccount.open();
}, 60_000);

afterAll(() => account?.close());

const update = (properties?: Record<string, unknown>): Promise<void> =>
  account.update(properties === undefined ? {} : { T: { Type: 'AWS::DynamoDB::Table', Properties: properties } });

const table = (name: string, more: Record<string, unknown> = {}): Record<string, unknown> => ({
  TableName: name,
  BillingMode: 'PAY_PER_REQUEST',
  PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
  AttributeDefinitions: [
    { AttributeName: 'ORDER_ID', AttributeType: 'N' },
    { AttributeName: 'SITE_ID', AttributeType: 'N' },
  ],
  KeySchema: [
    { AttributeName: 'ORDER_ID', KeyType: 'HASH' },
    { AttributeName: 'SITE_ID', KeyType: 'RANGE' },
  ],
  TimeToLiveSpecification: { AttributeName: '__expires', Enabled: true },
  ...more,
});
const client = (): DynamoDBClient => new DynamoDBClient(account.aws);
const names = async (): Promise<unknown> => (await client().send(new ListTablesCommand())).TableNames;
const expiry = async (TableName: string): Promise<unknown> => {
  const { TimeToLiveDescription } = await client().send(new DescribeTimeToLiveCommand({ TableName }));
  return [TimeToLiveDescription?.TimeToLiveStatus, TimeToLiveDescription?.AttributeName];
};
const item = (order: number, more: Record<string, AttributeValue> = {}): Record<string, AttributeValue> => ({
  ORDER_ID: { N: String(order) },
  SITE_ID: { N: '1' },
  ...more,
});

test('a table is made with its key and its expiry, changed, replaced under another name, and deleted', async () => {
  await update(table('kafka_a.b'));
  const { Table } = await client().send(new DescribeTableCommand({ TableName: 'kafka_a.b' }));
  expect(Table).toMatchObject({
    BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' },
    TableArn: `${TABLES}/kafka_a.b`,
  });
  expect(await new ItemReader(account.aws).key('kafka_a.b')).toEqual([
    { name: 'ORDER_ID', type: 'N' },
    { name: 'SITE_ID', type: 'N' },
  ]);
  expect(await expiry('kafka_a.b')).toEqual(['ENABLED', '__expires']);
  await update(table('kafka_a.b', { TimeToLiveSpecification: { AttributeName: 'gone', Enabled: true } }));
  expect(await expiry('kafka_a.b')).toEqual(['ENABLED', 'gone']);
  await update(table('kafka_c'));
  expect(await names()).toEqual(['kafka_c']);
  await update();
  expect(await names()).toEqual([]);
});

test('one that is protected stays until it is so no more', async () => {
  await update(table('freed', { DeletionProtectionEnabled: true }));
  await update(table('freed', { DeletionProtectionEnabled: false }));
  await update(table('kept', { DeletionProtectionEnabled: true }));
  const failure = await update().then(
    () => 'none',
    (error: unknown) => causeChain(error).join('\n'),
  );
  expect([failure, await names()]).toEqual([expect.stringContaining('delete S/T'), ['kept']]);
});

test('items are written by the rights to their very table, and by no others', async () => {
  await update(table('own'));
  await client().send(new PutItemCommand({ TableName: 'own', Item: item(1) }));
  account.access.setRoles([
    {
      name: 'sink',
      statements: [
        { Effect: 'Allow', Action: ['dynamodb:PutItem', 'dynamodb:DescribeTable'], Resource: `${TABLES}/own` },
      ],
    },
    { name: 'other', statements: [{ Effect: 'Allow', Action: 'dynamodb:*', Resource: `${TABLES}/own-2` }] },
  ]);
  const as = (role: string): DynamoDBClient =>
    new DynamoDBClient({ ...account.aws, credentials: account.access.keyOf(role) });
  await as('sink').send(new DescribeTableCommand({ TableName: 'own' }));
  await as('sink').send(new PutItemCommand({ TableName: 'own', Item: item(2) }));
  for (const [role, command] of [
    ['sink', new DeleteItemCommand({ TableName: 'own', Key: item(2) })],
    ['sink', new GetItemCommand({ TableName: 'own', Key: item(2) })],
    ['sink', new ScanCommand({ TableName: 'own' })],
    ['other', new PutItemCommand({ TableName: 'own', Item: item(3) })],
  ] as const) {
    await expect(as(role).send(command as ScanCommand)).rejects.toMatchObject({ name: 'AccessDeniedException' });
  }
  const decided = readUsage(account.access.usageFile).map(
    (each) => `${each.role} ${each.decision} ${each.action} ${each.resource}`,
  );
  expect(decided).toEqual([
    `sink allow dynamodb:DescribeTable ${TABLES}/own`,
    `sink allow dynamodb:PutItem ${TABLES}/own`,
    `sink implicitDeny dynamodb:DeleteItem ${TABLES}/own`,
    `sink implicitDeny dynamodb:GetItem ${TABLES}/own`,
    `sink implicitDeny dynamodb:Scan ${TABLES}/own`,
    `other implicitDeny dynamodb:PutItem ${TABLES}/own`,
  ]);
  await update();
});

test('all items are read, however many pages they are, and one by its key', async () => {
  await update(table('pages'));
  const text = 'x'.repeat(100_000);
  for (let order = 0; order < 25; order++) {
    await client().send(new PutItemCommand({ TableName: 'pages', Item: item(order, { TEXT: { S: text } }) }));
  }
  const reader = new ItemReader(account.aws);
  const orders = (await reader.all('pages')).map(({ ORDER_ID: order }) => Number(order?.N));
  expect(orders.sort((one, other) => one - other)).toEqual(Array.from({ length: 25 }, (_, order) => order));
  expect(await reader.count('pages')).toBe(25);
  expect(await reader.get('pages', { ORDER_ID: '7', SITE_ID: '1' })).toMatchObject({ ORDER_ID: { N: '7' } });
  expect(await reader.get('pages', { ORDER_ID: '7', SITE_ID: '2' })).toBeUndefined();
  await expect(reader.get('pages', { ORDER_ID: '7' })).rejects.toThrow(
    'an item of pages must be named by ORDER_ID, SITE_ID, got no SITE_ID',
  );
  await expect(showItem({ awsClient: account.aws }, 'pages', ['7', '1', '2'])).rejects.toThrow(
    'an item of pages must be named by ORDER_ID, SITE_ID, got: 7, 1, 2',
  );
  await expect(showItem({ awsClient: account.aws }, 'none', ['7'])).rejects.toThrow('Table: none not found');
  await update();
});

test('a condition decides, and what is too large or no number is refused', async () => {
  await update(table('rules'));
  const put = (more: Record<string, AttributeValue>, position: string): Promise<unknown> =>
    client().send(
      new PutItemCommand({
        TableName: 'rules',
        Item: item(1, { ...more, __position: { S: position } }),
        ConditionExpression: 'attribute_not_exists(#p) OR #p < :p',
        ExpressionAttributeNames: { '#p': '__position' },
        ExpressionAttributeValues: { ':p': { S: position } },
      }),
    );
  await put({}, '2');
  await expect(put({}, '1')).rejects.toMatchObject({ name: 'ConditionalCheckFailedException' });
  await expect(put({}, '2')).rejects.toMatchObject({ name: 'ConditionalCheckFailedException' });
  await put({}, '3');
  await expect(put({ TEXT: { S: 'x'.repeat(410_000) } }, '4')).rejects.toMatchObject({ name: 'ValidationException' });
  await expect(put({ SITE_ID: { S: 'text' } }, '5')).rejects.toMatchObject({ name: 'ValidationException' });
  await update();
});
