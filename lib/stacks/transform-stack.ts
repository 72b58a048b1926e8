import { CfnOutput, Stack, type StackProps, Tags } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Dataset } from '../../connectors/dataset';
import { ARCHIVE_PREFIX } from '../../connectors/sinks/s3-archive';
import type { UpsertConfig } from '../config/environment';
import { UpsertJob } from '../transform/upsert-job';
import type { LakeStack } from './lake-stack';

export interface UpsertPipeline {
  readonly upsert: UpsertConfig;
  /** What `upsert.tables` names. */
  readonly datasets: readonly Dataset[];
}

export interface TransformStackProps extends StackProps {
  readonly lake: LakeStack;
  /** Pipelines whose tables are kept by jobs, by name. */
  readonly pipelines: Readonly<Record<string, UpsertPipeline>>;
}

/** The jobs that make tables of what was archived. */
export class TransformStack extends Stack {
  constructor(scope: Construct, id: string, props: TransformStackProps) {
    super(scope, id, props);
    for (const [pipeline, { upsert, datasets }] of Object.entries(props.pipelines)) {
      const job = new UpsertJob(this, `Upsert-${pipeline}`, {
        ...upsert,
        archive: props.lake.archive,
        archivePrefix: ARCHIVE_PREFIX,
        tables: props.lake.tables,
        datasets,
      });
      Tags.of(job).add('tributary:pipeline', pipeline);
      new CfnOutput(this, `UpsertJobName-${pipeline}`, { value: job.jobName });
    }
    this.addStackDependency(props.lake);
  }
}
