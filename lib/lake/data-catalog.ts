import { Construct } from 'constructs';
import { type Dataset, tableName } from '../../connectors/dataset';
import { fail } from '../core/fail';
import { CatalogDatabase } from './catalog-database';
import { DeltaTable } from './delta-table';
import type { TablesBucket } from './tables-bucket';

export interface DataCatalogProps {
  /** Beginning of the databases' names; `-` becomes `_`. */
  readonly namePrefix: string;
  readonly tables: TablesBucket;
  /** Whose tables it has, now or later: keys of captures. */
  readonly sources: readonly string[];
}

/** The Data Catalog's part of the lake: a database per source, and a table per dataset in it. */
export class DataCatalog extends Construct {
  private readonly props: DataCatalogProps;
  private readonly databases: ReadonlyMap<string, CatalogDatabase>;
  private readonly entries = new Map<string, DeltaTable>();

  constructor(scope: Construct, id: string, props: DataCatalogProps) {
    super(scope, id);
    this.props = props;
    this.databases = new Map(props.sources.map((source) => [source, this.createDatabase(props.namePrefix, source)]));
  }

  /**
   * @param scope where the entries are; it may be in another stack
   * @throws Error where two datasets would have the same table, or a source is none of the catalog's
   */
  addTables(scope: Construct, datasets: readonly Dataset[]): void {
    for (const dataset of datasets) {
      const name = tableName(dataset);
      if (this.entries.has(name)) {
        fail(this, `\`datasets\` must have tables of their own, got twice: ${name}`);
      }
      const database =
        this.databases.get(dataset.source) ??
        fail(this, `\`sources\` must name the source of every table, got none for: ${dataset.source}`);
      this.entries.set(name, new DeltaTable(scope, name, { database, tables: this.props.tables, dataset }));
    }
  }

  /** @throws Error where the dataset has no Delta table */
  table(dataset: Dataset): DeltaTable {
    const name = tableName(dataset);
    return (
      this.entries.get(name) ??
      fail(this, `\`table\` must be one of ${[...this.entries.keys()].join(', ')}, got: ${name}`)
    );
  }

  private createDatabase(namePrefix: string, source: string): CatalogDatabase {
    return new CatalogDatabase(this, `Database-${source}`, {
      databaseName: `${namePrefix}_${source}`.replaceAll('-', '_').toLowerCase(),
      description: `Tables that are kept equal to those of ${source}`,
    });
  }
}
