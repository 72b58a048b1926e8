import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { TemplateResolver } from '../../../../local/assembly/template-resolver';
import { catalogDatabaseVerbs, catalogTableVerbs } from '../../../../local/kinds/glue/catalog';
import { bindingsOf, type UpdateContext } from '../../../../local/kinds/kind';
import { KINDS } from '../../../../local/kinds/kinds';
import { awsClientConfig } from '../../../../local/servers/aws-client-config';
import { BoundValues } from '../../../../local/session/bound-values';
import { LocalValues } from '../../../../local/session/local-values';
import { environmentOf, resourceOf } from '../../../support/local-templates';

const templates = environmentOf({
  Lake: {
    Resources: {
      Bucket: { Type: 'AWS::S3::Bucket' },
      Database: {
        Type: 'AWS::Glue::Database',
        Properties: { CatalogId: { Ref: 'AWS::AccountId' }, DatabaseInput: { Name: 'sales', Description: 'd' } },
      },
      Table: {
        Type: 'AWS::Glue::Table',
        Properties: {
          CatalogId: { Ref: 'AWS::AccountId' },
          DatabaseName: { Ref: 'Database' },
          TableInput: {
            Name: 'customer',
            Parameters: { table_type: 'DELTA' },
            StorageDescriptor: { Location: { 'Fn::Sub': 's3://${Bucket}/delta/customer' } },
          },
        },
      },
    },
  },
});

let server: Server;
let requests: { readonly action: unknown; readonly body: unknown }[];

beforeEach(async () => {
  requests = [];
  server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    requests.push({
      action: request.headers['x-amz-target'],
      body: JSON.parse(Buffer.concat(chunks).toString()),
    });
    response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1' }).end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

afterEach(() => new Promise((resolve) => server.close(resolve)));

test('makes databases, then tables in them, as the templates describe them', async () => {
  const local = new LocalValues();
  local.addBucket(resourceOf(templates, 'Bucket'), 'tables');
  const resolver = new TemplateResolver(templates, new BoundValues(local, bindingsOf(KINDS)));
  const { port } = server.address() as AddressInfo;
  const awsClient = awsClientConfig(`http://127.0.0.1:${port}`, 'us-east-1');
  const told: unknown[] = [];
  const context = {
    next: { resolver, local },
    platform: () => ({ awsClient, catalogTables: [] }),
    setPlatform: (changes: unknown) => told.push(changes),
  } as unknown as UpdateContext;
  await catalogDatabaseVerbs.create?.(resourceOf(templates, 'Database'), context);
  await catalogTableVerbs.create?.(resourceOf(templates, 'Table'), context);
  expect(told).toEqual([
    { catalogTables: [{ database: 'sales', name: 'customer', location: 's3://tables/delta/customer' }] },
  ]);
  expect(requests).toEqual([
    {
      action: 'AWSGlue.CreateDatabase',
      body: { CatalogId: '000000000000', DatabaseInput: { Name: 'sales', Description: 'd' } },
    },
    {
      action: 'AWSGlue.CreateTable',
      body: {
        CatalogId: '000000000000',
        DatabaseName: 'sales',
        TableInput: {
          Name: 'customer',
          Parameters: { table_type: 'DELTA' },
          StorageDescriptor: { Location: 's3://tables/delta/customer' },
        },
      },
    },
  ]);
});
