import * as glue from 'aws-cdk-lib/aws-glue';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { fail } from '../core/fail';
import { crawlStatements } from './crawler-policies';
import type { ParquetTable } from './parquet-table';

export interface ParquetCrawlerProps {
  /** Unique in the account and region. */
  readonly name: string;
  /** Tables that it looks after, all of one database. */
  readonly tables: readonly ParquetTable[];
  /** Of its logs, by name. @default - under keys that AWS holds */
  readonly securityConfiguration?: string;
}

/**
 * Tells the catalog what archived records have that their tables do not know: a column that the source got. It looks at tables
 * that are declared and makes none, changes no type and removes nothing. Nobody starts it but people.
 */
export class ParquetCrawler extends Construct {
  readonly crawlerName: string;

  /** @throws Error where tables are none or of several databases */
  constructor(scope: Construct, id: string, props: ParquetCrawlerProps) {
    super(scope, id);
    const { name, tables, securityConfiguration } = props;
    const databases = [...new Set(tables.map(({ databaseName }) => databaseName))];
    const [databaseName] = databases;
    if (databaseName === undefined || databases.length > 1) {
      fail(this, `\`tables\` must be some, and of one database, got those of: ${databases.join(', ')}`);
    }
    const role = new iam.Role(this, 'Role', { assumedBy: new iam.ServicePrincipal('glue.amazonaws.com') });
    for (const statement of crawlStatements(this, databaseName, tables)) {
      role.addToPolicy(statement);
    }
    for (const { bucket } of tables) {
      bucket.encryptionKey?.grant(role, 'kms:Decrypt');
    }
    const crawler = new glue.CfnCrawler(this, 'Resource', {
      name,
      description: `Looks for new columns of tables in ${databaseName}`,
      role: role.roleArn,
      targets: { catalogTargets: [{ databaseName, tables: tables.map(({ tableName }) => tableName) }] },
      // Of targets in the catalog nothing else may be said of what is gone.
      schemaChangePolicy: { updateBehavior: 'UPDATE_IN_DATABASE', deleteBehavior: 'LOG' },
      configuration: JSON.stringify({
        Version: 1,
        CrawlerOutput: {
          Partitions: { AddOrUpdateBehavior: 'InheritFromTable' },
          Tables: { AddOrUpdateBehavior: 'MergeNewColumns' },
        },
        // Both shapes are of one table.
        Grouping: { TableGroupingPolicy: 'CombineCompatibleSchemas' },
      }),
      ...(securityConfiguration === undefined ? {} : { crawlerSecurityConfiguration: securityConfiguration }),
    });
    crawler.node.addDependency(role, ...tables.map(({ resource }) => resource));
    this.crawlerName = name;
  }
}
