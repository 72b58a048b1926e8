import { Duration, type Stack } from 'aws-cdk-lib';
import { Match, type Template } from 'aws-cdk-lib/assertions';
import * as kms from 'aws-cdk-lib/aws-kms';
import type { DataPolicy } from '../../lib/config/data-policy';
import { TablesBucket } from '../../lib/lake/tables-bucket';
import type { DeltaJobProps } from '../../lib/transform/delta-job';
import { JobSecurity } from '../../lib/transform/job-security';
import { DATASETS } from '../fixtures/datasets';

/** What every job of Delta tables needs, with its buckets in the same stack. */
export function upsertProps(
  stack: Stack,
  dataPolicy: DataPolicy,
): DeltaJobProps & { readonly schedule: Duration; readonly encryptionKey: kms.IKey | undefined } {
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

/** Statements of the job's role as `action resource` lines, with what of a resource is the same wherever it lies. */
export function jobRights(resources: Template): string[] {
  return rightLines(resources)
    .map((line) => line.replace(/ .*?"([/:][^"]*)?"\]?\]?\}?$/, ' $1').replace(/[0-9a-f]{64}/, '<hash>'))
    .sort();
}

/** The same with whole resources, as the template has them. */
export function rightLines(resources: Template): string[] {
  const policies = Object.values({
    ...resources.findResources('AWS::IAM::Policy', {
      Properties: { Roles: [{ Ref: Match.stringLikeRegexp('^(Upsert|MergeLog|Upkeep)') }] },
    }),
    ...resources.findResources('AWS::IAM::ManagedPolicy'),
  });
  return policies.flatMap((policy) =>
    (policy['Properties'].PolicyDocument.Statement as { Action: string | string[]; Resource: unknown }[]).flatMap(
      ({ Action, Resource }) =>
        [Action].flat().flatMap((action) => [Resource].flat().map((one) => `${action} ${JSON.stringify(one)}`)),
    ),
  );
}
