import type { PySparkEtlJobProps } from '@aws-cdk/aws-glue-alpha';
import { Stack } from 'aws-cdk-lib';
import { TABLE_PREFIXES } from '../lake/table-prefixes';
import type { TablesBucket } from '../lake/tables-bucket';
import { notificationsArgument } from './job-arguments';
import { LogStoreJar } from './log-store-jar';
import { deltaFormat } from './table-formats';
import type { UpsertRuntime, UpsertRuntimeProps } from './upsert-runtime';

export interface DeltaJobProps extends UpsertRuntimeProps {
  readonly tables: TablesBucket;
}

/**
 * Lets the role of a job write its Delta tables, and says how to run a script of `glue-scripts/jobs` that keeps them.
 *
 * @param checkpoints prefix in the bucket of the tables
 */
export function deltaJobProps(
  runtime: UpsertRuntime,
  { tables, datasets }: DeltaJobProps,
  script: string,
  checkpoints: string,
): PySparkEtlJobProps {
  tables.grantKeep(runtime.role, checkpoints, datasets);
  return runtime.jobProps({
    script,
    format: deltaFormat(Stack.of(runtime).region),
    jars: [new LogStoreJar()],
    arguments: {
      '--lake': tables.url(TABLE_PREFIXES.tables),
      '--checkpoints': tables.url(checkpoints),
      '--quarantine': tables.url(TABLE_PREFIXES.quarantine),
      '--notifications': notificationsArgument(datasets),
    },
  });
}
