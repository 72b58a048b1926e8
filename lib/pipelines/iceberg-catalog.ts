import { Aws } from 'aws-cdk-lib';
import type { RestCatalog, SinkCatalog } from '../../connectors/sinks/iceberg-catalog';
import { tableBucketArn } from '../lake/table-bucket-policies';
import { TABLE_PREFIXES } from '../lake/table-prefixes';
import type { Pipeline, Places } from './destination-kind';

/** The Data Catalog, a table bucket of S3, or one that speaks Iceberg's REST protocol. */
export type IcebergCatalog = GlueCatalog | S3TablesCatalog | RestCatalog;

/** The Data Catalog of the account, with files in the lake's bucket, which the upkeep of the lake keeps. */
export interface GlueCatalog {
  /** What tells it from others. */
  readonly kind: 'glue';
}

/** A table bucket of S3 of its own, made with the pipeline: it lists its tables, and keeps their files in order by itself. */
export interface S3TablesCatalog {
  /** What tells it from others. */
  readonly kind: 's3-tables';
}

export const DEFAULT_CATALOG: IcebergCatalog = { kind: 'glue' };

/** Of the bucket's name there may be one in an account and region, as of the pipeline's. */
export function tableBucketName({ resourceName }: Pipeline): string {
  return resourceName.toLowerCase();
}

/** As its connector is told of it. A kind that there is none of is refused elsewhere. */
export function sinkCatalog(
  catalog: IcebergCatalog,
  pipeline: Pipeline,
  { region, tablesBucketName }: Pick<Places, 'region' | 'tablesBucketName'>,
): SinkCatalog {
  if (catalog.kind === 'rest') {
    return catalog;
  }
  if (catalog.kind === 's3-tables') {
    const place = { partition: Aws.PARTITION, region, account: Aws.ACCOUNT_ID };
    return { kind: 's3-tables', tableBucketArn: tableBucketArn(place, tableBucketName(pipeline)) };
  }
  return { kind: 'glue', warehouse: `s3://${tablesBucketName}/${TABLE_PREFIXES.iceberg}` };
}
