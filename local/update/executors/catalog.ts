import {
  type DatabaseInput,
  DeleteDatabaseCommand,
  DeleteTableCommand,
  GlueClient,
  type TableInput,
  UpdateDatabaseCommand,
  UpdateTableCommand,
} from '@aws-sdk/client-glue';

import { createCatalog } from '../../steps/create-catalog';
import type { Executor } from '../executor';
import { afterOf } from '../resource-change';

/** Databases of the Data Catalog. */
export const catalogDatabaseExecutor: Executor = {
  create: (resource, { next, platform }) =>
    createCatalog({ catalogDatabases: [resource], catalogTables: [] }, next.resolver, next.local, platform().awsClient),
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
export const catalogTableExecutor: Executor = {
  create: (resource, { next, platform }) =>
    createCatalog({ catalogDatabases: [], catalogTables: [resource] }, next.resolver, next.local, platform().awsClient),
  update: {
    properties: ['TableInput'],
    run: async (change, { next: { resolver }, platform }) => {
      const resource = afterOf(change);
      const command = new UpdateTableCommand({
        CatalogId: resolver.text(resource, 'CatalogId'),
        DatabaseName: resolver.text(resource, 'DatabaseName'),
        TableInput: resolver.property(resource, 'TableInput') as TableInput,
      });
      await new GlueClient(platform().awsClient).send(command);
    },
  },
  remove: async (resource, { before: { resolver }, platform }) => {
    const command = new DeleteTableCommand({
      CatalogId: resolver.text(resource, 'CatalogId'),
      DatabaseName: resolver.text(resource, 'DatabaseName'),
      Name: resolver.text(resource, 'TableInput.Name'),
    });
    await new GlueClient(platform().awsClient).send(command);
  },
};
