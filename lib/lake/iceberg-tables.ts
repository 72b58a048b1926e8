import { type RemovalPolicy, Stack } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { CatalogDatabase } from './catalog-database';
import {
  type IcebergPlace,
  icebergAppendStatements,
  icebergKeepStatements,
  icebergMaintainStatements,
  icebergReadStatements,
} from './iceberg-policies';
import { TABLE_PREFIXES } from './table-prefixes';
import type { TablesBucket } from './tables-bucket';

export interface IcebergTablesProps {
  readonly bucket: TablesBucket;
  /** A lower-case letter followed by up to 127 lower-case letters, digits or `_`. */
  readonly databaseName: string;
  /** What becomes of the database with its stack: only the catalog knows which of a table's files are the table. */
  readonly removalPolicy: RemovalPolicy;
}

/** A database of the Data Catalog whose tables are made by who writes them, each with a folder in the bucket of the tables. */
export class IcebergTables extends Construct {
  readonly database: CatalogDatabase;
  /** As it is written: no reference leads to the database. */
  readonly databaseName: string;
  /** URL of the folder in which each database has its own. */
  readonly warehouseUrl: string;
  /** URL of the folder in which each table has its own. */
  readonly url: string;

  private readonly bucket: TablesBucket;

  constructor(scope: Construct, id: string, props: IcebergTablesProps) {
    super(scope, id);
    this.bucket = props.bucket;
    this.databaseName = props.databaseName;
    this.warehouseUrl = props.bucket.url(TABLE_PREFIXES.iceberg);
    this.url = props.bucket.url(icebergFolder(props.databaseName));
    this.database = new CatalogDatabase(this, 'Database', {
      databaseName: props.databaseName,
      description: 'Iceberg tables, made by who writes them',
      removalPolicy: props.removalPolicy,
    });
  }

  /** Lets the grantee make tables, and write rows to them. */
  grantAppend(grantee: iam.IGrantable): void {
    this.grant(grantee, icebergAppendStatements(Stack.of(this), this.place), 'kms:Decrypt', 'kms:GenerateDataKey');
  }

  /** Lets the grantee make tables, change their rows, and keep files beside them. */
  grantKeep(grantee: iam.IGrantable): void {
    this.grant(grantee, icebergKeepStatements(Stack.of(this), this.place), 'kms:Decrypt', 'kms:GenerateDataKey');
  }

  /** Lets the grantee write files of its tables anew, and delete them. */
  grantMaintain(grantee: iam.IGrantable): void {
    this.grant(grantee, icebergMaintainStatements(Stack.of(this), this.place), 'kms:Decrypt', 'kms:GenerateDataKey');
  }

  /** Lets the grantee read tables of these names. */
  grantRead(grantee: iam.IGrantable, tables: readonly string[]): void {
    this.grant(grantee, icebergReadStatements(Stack.of(this), this.place, tables), 'kms:Decrypt');
  }

  private get place(): IcebergPlace {
    return {
      databaseName: this.databaseName,
      bucketArn: this.bucket.bucket.bucketArn,
      folder: icebergFolder(this.databaseName),
    };
  }

  private grant(
    grantee: iam.IGrantable,
    statements: readonly iam.PolicyStatement[],
    ...keyActions: readonly string[]
  ): void {
    for (const statement of statements) {
      grantee.grantPrincipal.addToPrincipalPolicy(statement);
    }
    this.bucket.bucket.encryptionKey?.grant(grantee, ...keyActions);
  }
}

/** Prefix of a database's tables, as Iceberg's client of the catalog makes it below its warehouse. */
function icebergFolder(databaseName: string): string {
  return `${TABLE_PREFIXES.iceberg}/${databaseName}.db`;
}
