import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DeleteTableCommand,
  DescribeTimeToLiveCommand,
  DynamoDBClient,
  type StreamSpecification,
  type TimeToLiveSpecification,
  UpdateTableCommand,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';

import type { Resource } from '../../assembly/environment-templates';
import type { TemplateResolver } from '../../assembly/template-resolver';
import { afterOf } from '../../update/resource-change';
import type { ResourceVerbs, UpdateContext } from '../kind';
import { generatedTableName } from '../physical-name';

/** What a table is made of that means something here. */
const GIVEN = [
  'AttributeDefinitions',
  'BillingMode',
  'DeletionProtectionEnabled',
  'GlobalSecondaryIndexes',
  'KeySchema',
  'LocalSecondaryIndexes',
  'ProvisionedThroughput',
] as const;

/** Tables by name, with their keys, indexes, TTL and protection; nothing here backs up or encrypts them. */
export const tableVerbs: ResourceVerbs = {
  create: async (resource, { next: { resolver }, platform }) => {
    const client = new DynamoDBClient(platform().awsClient);
    await client.send(new CreateTableCommand(tableInput(resource, resolver)));
    await setTimeToLive(resource, resolver, client);
  },
  update: {
    properties: ['DeletionProtectionEnabled', 'TimeToLiveSpecification'],
    run: async (change, { next: { resolver }, platform }) => {
      const resource = afterOf(change);
      const client = new DynamoDBClient(platform().awsClient);
      await client.send(
        new UpdateTableCommand({
          TableName: tableName(resource, resolver),
          DeletionProtectionEnabled: resolver.property(resource, 'DeletionProtectionEnabled') === true,
        }),
      );
      await setTimeToLive(resource, resolver, client);
    },
  },
  remove,
};

/** As deployed: a table that is protected is not deleted, whatever it holds. */
async function remove(resource: Resource, { before, platform }: UpdateContext): Promise<void> {
  const TableName = tableName(resource, before.resolver);
  await new DynamoDBClient(platform().awsClient).send(new DeleteTableCommand({ TableName }));
}

function tableInput(resource: Resource, resolver: TemplateResolver): CreateTableCommandInput {
  const given = Object.fromEntries(GIVEN.map((name) => [name, resolver.property(resource, name)]));
  const stream = resolver.property(resource, 'StreamSpecification') as StreamSpecification | undefined;
  return {
    ...given,
    ...(stream === undefined ? {} : { StreamSpecification: { ...stream, StreamEnabled: true } }),
    TableName: tableName(resource, resolver),
  } as CreateTableCommandInput;
}

/** DynamoDB takes another attribute only once the one before is switched off. */
async function setTimeToLive(resource: Resource, resolver: TemplateResolver, client: DynamoDBClient): Promise<void> {
  const TableName = tableName(resource, resolver);
  const wanted = resolver.property(resource, 'TimeToLiveSpecification') as TimeToLiveSpecification | undefined;
  const { TimeToLiveDescription: found } = await client.send(new DescribeTimeToLiveCommand({ TableName }));
  const attribute = wanted?.Enabled === true ? wanted.AttributeName : undefined;
  const current = found?.TimeToLiveStatus === 'ENABLED' ? found.AttributeName : undefined;
  if (attribute === current) return;
  const set = (AttributeName: string, Enabled: boolean) =>
    client.send(new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification: { AttributeName, Enabled } }));
  if (current !== undefined) await set(current, false);
  if (attribute !== undefined) await set(attribute, true);
}

function tableName(resource: Resource, resolver: TemplateResolver): string {
  return String(resolver.property(resource, 'TableName') ?? generatedTableName(resource));
}
