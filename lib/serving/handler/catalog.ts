import { DeleteTableCommand, EntityNotFoundException, GetTablesCommand, GlueClient } from '@aws-sdk/client-glue';

/** Tables and views of one database of the Data Catalog, whatever is behind them. */
export class CatalogNames {
  private readonly client = new GlueClient({});

  constructor(private readonly database: string) {}

  async all(): Promise<string[]> {
    const names: string[] = [];
    let NextToken: string | undefined;
    do {
      const page = await this.client.send(new GetTablesCommand({ DatabaseName: this.database, NextToken }));
      names.push(...(page.TableList ?? []).flatMap(({ Name }) => Name ?? []));
      NextToken = page.NextToken;
    } while (NextToken !== undefined);
    return names;
  }

  /** What is gone needs no end. */
  async remove(name: string): Promise<void> {
    try {
      await this.client.send(new DeleteTableCommand({ DatabaseName: this.database, Name: name }));
    } catch (error) {
      if (!(error instanceof EntityNotFoundException)) {
        throw error;
      }
    }
  }
}
