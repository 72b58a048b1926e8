import {
  CreateDatabaseCommand,
  CreateTableCommand,
  type CreateTableCommandInput,
  type DatabaseInput,
  DeleteDatabaseCommand,
  DeleteTableCommand,
  GlueClient,
  type TableInput,
  UpdateDatabaseCommand,
  UpdateTableCommand,
} from '@aws-sdk/client-glue';

import type { Resource } from '../../assembly/environment-templates';
import type { TemplateResolver } from '../../assembly/template-resolver';
import type { CatalogTable } from '../../session/running-platform';
import { afterOf } from '../../update/resource-change';
import type { ResourceVerbs } from '../kind';

/** Databases of the Data Catalog. */
export const catalogDatabaseVerbs: ResourceVerbs = {
  create: async (resource, { next: { resolver, local }, platform }) => {
    const command = new CreateDatabaseCommand({
      CatalogId: resolver.text(resource, 'CatalogId'),
      DatabaseInput: resolver.property(resource, 'DatabaseInput') as DatabaseInput,
    });
    await new GlueClient(platform().awsClient).send(command);
    local.addCatalogDatabase(resource, resolver.text(resource, 'DatabaseInput.Name'));
  },
  update: {
    properties: ['DatabaseInput'],
    run: async (change, { next: { resolver }, platform }) => {
      const resource = afterOf(change);
      const command = new UpdateDatabaseCommand({
        CatalogId: resolver.text(resource, 'CatalogId'),
        Name: resolver.text(resource, 'DatabaseInput.Name'),
        DatabaseInput: resolver.property(resource, 'DatabaseInput') as DatabaseInput,
      });
      await new GlueClient(platform().awsClient).send(command);
    },
  },
  remove: async (resource, { before, platform }) => {
    const { resolver, local } = before;
    const [CatalogId, Name] = [resolver.text(resource, 'CatalogId'), resolver.text(resource, 'DatabaseInput.Name')];
    await new GlueClient(platform().awsClient).send(new DeleteDatabaseCommand({ CatalogId, Name }));
    local.forget(resource);
  },
};

/** Tables of the Data Catalog: what is said about them; their files are the jobs'. */
export const catalogTableVerbs: ResourceVerbs = {
  create: async (resource, { next: { resolver }, platform, setPlatform }) => {
    await new GlueClient(platform().awsClient).send(new CreateTableCommand(tableCommand(resource, resolver)));
    setPlatform({ catalogTables: [...platform().catalogTables, catalogTable(resource, resolver)] });
  },
  update: {
    properties: ['TableInput'],
    run: async (change, { next: { resolver }, platform, setPlatform }) => {
      const resource = afterOf(change);
      await new GlueClient(platform().awsClient).send(new UpdateTableCommand(tableCommand(resource, resolver)));
      const changed = catalogTable(resource, resolver);
      const others = platform().catalogTables.filter((table) => !isSame(table, changed));
      setPlatform({ catalogTables: [...others, changed] });
    },
  },
  remove: async (resource, { before: { resolver }, platform, setPlatform }) => {
    const command = new DeleteTableCommand({
      CatalogId: resolver.text(resource, 'CatalogId'),
      DatabaseName: resolver.text(resource, 'DatabaseName'),
      Name: resolver.text(resource, 'TableInput.Name'),
    });
    await new GlueClient(platform().awsClient).send(command);
    const gone = catalogTable(resource, resolver);
    setPlatform({ catalogTables: platform().catalogTables.filter((table) => !isSame(table, gone)) });
  },
};

function tableCommand(resource: Resource, resolver: TemplateResolver): CreateTableCommandInput {
  return {
    CatalogId: resolver.text(resource, 'CatalogId'),
    DatabaseName: resolver.text(resource, 'DatabaseName'),
    TableInput: resolver.property(resource, 'TableInput') as TableInput,
  };
}

function catalogTable(resource: Resource, resolver: TemplateResolver): CatalogTable {
  return {
    database: resolver.text(resource, 'DatabaseName'),
    name: resolver.text(resource, 'TableInput.Name'),
    location: String(resolver.property(resource, 'TableInput.StorageDescriptor.Location') ?? '').replace(/\/$/, ''),
  };
}

function isSame(one: CatalogTable, other: CatalogTable): boolean {
  return one.database === other.database && one.name === other.name;
}
