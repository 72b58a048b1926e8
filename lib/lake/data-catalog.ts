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
  /** Datasets that have a Delta table. */
  readonly datasets: readonly Dataset[];
}

/** The Data Catalog's part of the lake: a database per source, and a table per dataset in it. */
export class DataCatalog extends Construct {
  private readonly entries = new Map<string, DeltaTable>();

  /** @throws Error where two datasets would have the same table */
  constructor(scope: Construct, id: string, props: DataCatalogProps) {
    super(scope, id);
    const databases = new Map<string, CatalogDatabase>();
    for (const dataset of props.datasets) {
      const name = tableName(dataset);
      if (this.entries.has(name)) {
        fail(this, `\`datasets\` must have tables of their own, got twice: ${name}`);
      }
      const database = databases.get(dataset.source) ?? this.createDatabase(props.namePrefix, dataset.source);
      databases.set(dataset.source, database);
      this.entries.set(name, new DeltaTable(this, name, { ...props, database, dataset }));
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
