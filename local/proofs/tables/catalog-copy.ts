import { CreateTableCommand, DeleteTableCommand, GetTableCommand, GlueClient } from '@aws-sdk/client-glue';

import type { AwsClientConfig } from '../../servers/aws-client-config';
import type { TargetTable } from './target-tables';

/** Entries of the catalog that let SQL see a table that a job has written elsewhere. */
export class CatalogCopy {
  private readonly glue: GlueClient;

  constructor(aws: AwsClientConfig) {
    this.glue = new GlueClient(aws);
  }

  /** An entry like the table's own, for the table at `location`. */
  async create(table: TargetTable, location: string): Promise<TargetTable> {
    const { Table } = await this.glue.send(new GetTableCommand({ DatabaseName: table.database, Name: table.name }));
    const name = `${table.name}_rebuilt`;
    await this.glue.send(
      new CreateTableCommand({
        DatabaseName: table.database,
        TableInput: {
          Name: name,
          TableType: Table?.TableType,
          Parameters: Table?.Parameters,
          StorageDescriptor: { ...Table?.StorageDescriptor, Location: location },
        },
      }),
    );
    return { ...table, name };
  }

  async remove({ database, name }: TargetTable): Promise<void> {
    await this.glue.send(new DeleteTableCommand({ DatabaseName: database, Name: name }));
  }
}
