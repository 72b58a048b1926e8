import { CfnOutput } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { byGroup, type Dataset, DEFAULT_GROUP, sourcesOf } from '../../connectors/dataset';
import { ArchiveBucket } from '../lake/archive-bucket';
import { DataCatalog } from '../lake/data-catalog';
import { TablesBucket } from '../lake/tables-bucket';
import { ProtectedStack, type ProtectedStackProps } from './protected-stack';

export interface LakeStackProps extends ProtectedStackProps {
  /** Beginning of the catalog databases' names. */
  readonly namePrefix: string;
  /** Datasets that have a Delta table; those of the first group have their entries in this stack. */
  readonly deltaTables: readonly Dataset[];
}

/** What the pipelines leave behind. */
export class LakeStack extends ProtectedStack {
  readonly archive: ArchiveBucket;
  readonly tables: TablesBucket;
  readonly catalog: DataCatalog;

  constructor(scope: Construct, id: string, props: LakeStackProps) {
    super(scope, id, props);
    const { dataPolicy } = props;
    this.archive = new ArchiveBucket(this, 'Archive', { dataPolicy, encryptionKey: this.encryptionKey });
    this.tables = new TablesBucket(this, 'Tables', { dataPolicy, encryptionKey: this.encryptionKey });
    this.catalog = new DataCatalog(this, 'Catalog', {
      namePrefix: props.namePrefix,
      tables: this.tables,
      sources: sourcesOf(props.deltaTables),
    });
    const [first] = byGroup(props.deltaTables).filter(([group]) => group === DEFAULT_GROUP);
    this.catalog.addTables(this.catalog, first?.[1] ?? []);
    new CfnOutput(this, 'ArchiveBucketName', { value: this.archive.bucket.bucketName });
    new CfnOutput(this, 'TablesBucketName', { value: this.tables.bucket.bucketName });
  }
}
