import { Duration, type Stack } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import type { DataPolicy } from '../../lib/config/data-policy';
import { TablesBucket } from '../../lib/lake/tables-bucket';
import { JobSecurity } from '../../lib/transform/job-security';
import type { UpsertRuntimeProps } from '../../lib/transform/upsert-runtime';
import { DATASETS } from '../fixtures/datasets';

/** What every job needs, with its buckets in the same stack. */
export function upsertProps(
  stack: Stack,
  dataPolicy: DataPolicy,
): UpsertRuntimeProps & { readonly schedule: Duration; readonly encryptionKey: kms.IKey | undefined } {
  const encryptionKey = dataPolicy.customerKeys ? new kms.Key(stack, 'DataKey') : undefined;
  return {
    name: 'tributary-test-p1-upsert',
    tables: new TablesBucket(stack, 'Tables', { dataPolicy, encryptionKey }),
    datasets: [DATASETS.customer, DATASETS.salesOrderDetail],
    positions: 'mysql-binlog',
    workerType: 'G.1X',
    workers: 3,
    schedule: Duration.minutes(10),
    dataPolicy,
    encryptionKey,
    security:
      encryptionKey === undefined
        ? undefined
        : new JobSecurity(stack, 'Security', {
            namePrefix: 'tributary-test',
            dataKey: encryptionKey,
            logRemovalPolicy: dataPolicy.logs.removalPolicy,
          }),
  };
}
