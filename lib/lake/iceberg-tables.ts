import { type RemovalPolicy, Stack } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { CatalogDatabase } from './catalog-database';
import { icebergCatalogStatements, icebergFileStatement } from './iceberg-policies';
import { TABLE_PREFIXES } from './table-prefixes';
import type { TablesBucket } from './tables-bucket';

export interface IcebergTablesProps {
  readonly bucket: TablesBucket;
  /** A lower-case letter followed by up to 127 lower-case letters, digits or `_`. */
  readonly databaseName: string;
  /** What becomes of the database with its stack: only the catalog knows which of a table's files are the table. */
  readonly removalPolicy: RemovalPolicy;
}

/** A database of the Data Catalog whose tables make themselves, each with a folder in the bucket of the tables. */
export class IcebergTables extends Construct {
  readonly database: CatalogDatabase;

  private readonly bucket: TablesBucket;
  private readonly databaseName: string;

  constructor(scope: Construct, id: string, props: IcebergTablesProps) {
    super(scope, id);
    this.bucket = props.bucket;
    this.databaseName = props.databaseName;
    this.database = new CatalogDatabase(this, 'Database', {
      databaseName: props.databaseName,
      description: 'Iceberg tables, made by who writes them',
      removalPolicy: props.removalPolicy,
    });
  }

  /** Lets the grantee make tables, and write rows to them. */
  grantAppend(grantee: iam.IGrantable): void {
    const { bucket } = this.bucket;
    for (const statement of [
      icebergFileStatement(bucket.bucketArn, icebergFolder(this.databaseName)),
      ...icebergCatalogStatements(Stack.of(this), this.databaseName),
    ]) {
      grantee.grantPrincipal.addToPrincipalPolicy(statement);
    }
    bucket.encryptionKey?.grant(grantee, 'kms:Decrypt', 'kms:GenerateDataKey');
  }
}

/** Prefix of a database's tables, as Iceberg's client of the catalog makes it below its warehouse. */
function icebergFolder(databaseName: string): string {
  return `${TABLE_PREFIXES.iceberg}/${databaseName}.db`;
}
