import {
  CreateTableCommand,
  DeleteTableCommand,
  EntityNotFoundException,
  GetTableCommand,
  GlueClient,
  type TableInput,
  UpdateTableCommand,
} from '@aws-sdk/client-glue';

import type { AwsClientConfig } from '../../servers/aws-client-config';

/** By which database and name the catalog has a table. */
export interface EntryName {
  readonly database: string;
  readonly name: string;
}

/** What the catalog says of a table. */
export type CatalogEntry = Pick<TableInput, 'TableType' | 'Parameters' | 'StorageDescriptor'>;

/** Entries of the catalog, by which SQL and jobs see tables. */
export class CatalogEntries {
  private readonly glue: GlueClient;

  constructor(aws: AwsClientConfig) {
    this.glue = new GlueClient(aws);
  }

  /** @returns undefined where there is none */
  async find({ database, name }: EntryName): Promise<CatalogEntry | undefined> {
    try {
      const { Table } = await this.glue.send(new GetTableCommand({ DatabaseName: database, Name: name }));
      return {
        TableType: Table?.TableType,
        Parameters: Table?.Parameters,
        StorageDescriptor: Table?.StorageDescriptor,
      };
    } catch (error) {
      if (error instanceof EntityNotFoundException) return undefined;
      throw error;
    }
  }

  async create({ database, name }: EntryName, entry: CatalogEntry): Promise<void> {
    await this.glue.send(new CreateTableCommand({ DatabaseName: database, TableInput: { Name: name, ...entry } }));
  }

  async change({ database, name }: EntryName, entry: CatalogEntry): Promise<void> {
    await this.glue.send(new UpdateTableCommand({ DatabaseName: database, TableInput: { Name: name, ...entry } }));
  }

  async remove({ database, name }: EntryName): Promise<void> {
    await this.glue.send(new DeleteTableCommand({ DatabaseName: database, Name: name }));
  }
}
