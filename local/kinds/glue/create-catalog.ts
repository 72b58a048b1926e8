import {
  CreateDatabaseCommand,
  CreateTableCommand,
  type DatabaseInput,
  GlueClient,
  type TableInput,
} from '@aws-sdk/client-glue';

import type { TemplateResolver } from '../../assembly/template-resolver';
import type { PlatformModel } from '../../model/platform';
import type { AwsClientConfig } from '../../servers/aws-client-config';
import type { LocalValues } from '../../session/local-values';

/** Makes the databases and tables of the Data Catalog as the templates describe them. */
export async function createCatalog(
  { catalogDatabases, catalogTables }: Pick<PlatformModel, 'catalogDatabases' | 'catalogTables'>,
  resolver: TemplateResolver,
  local: LocalValues,
  aws: AwsClientConfig,
): Promise<void> {
  const client = new GlueClient(aws);
  for (const resource of catalogDatabases) {
    const input = resolver.property(resource, 'DatabaseInput') as DatabaseInput;
    const name = resolver.text(resource, 'DatabaseInput.Name');
    await client.send(
      new CreateDatabaseCommand({ CatalogId: resolver.text(resource, 'CatalogId'), DatabaseInput: input }),
    );
    local.addCatalogDatabase(resource, name);
  }
  for (const resource of catalogTables) {
    await client.send(
      new CreateTableCommand({
        CatalogId: resolver.text(resource, 'CatalogId'),
        DatabaseName: resolver.text(resource, 'DatabaseName'),
        TableInput: resolver.property(resource, 'TableInput') as TableInput,
      }),
    );
  }
}
