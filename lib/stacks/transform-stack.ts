import { CfnOutput, Stack, type StackProps, Tags } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Dataset } from '../../connectors/dataset';
import { ARCHIVE_PREFIX } from '../../connectors/sinks/s3-archive';
import type { DataPolicy } from '../config/data-policy';
import type { UpsertConfig } from '../config/environment';
import type { Network } from '../network/network';
import { JobSecurity } from '../transform/job-security';
import { UpsertJob } from '../transform/upsert-job';
import { UpsertStreamJob } from '../transform/upsert-stream-job';
import type { LakeStack } from './lake-stack';
import type { StreamingStack } from './streaming-stack';

/** A pipeline whose tables a job keeps. */
export interface UpsertPipeline {
  readonly upsert: UpsertConfig;
  /** What `upsert.tables` names. */
  readonly datasets: readonly Dataset[];
}

export interface TransformStackProps extends StackProps {
  /** Beginning of the jobs' names. */
  readonly namePrefix: string;
  readonly network: Network;
  readonly streaming: StreamingStack;
  readonly lake: LakeStack;
  /** By pipeline. */
  readonly pipelines: Readonly<Record<string, UpsertPipeline>>;
  readonly dataPolicy: DataPolicy;
}

/** The jobs that make tables of what was captured. */
export class TransformStack extends Stack {
  private readonly props: TransformStackProps;
  private readonly security: JobSecurity | undefined;

  constructor(scope: Construct, id: string, props: TransformStackProps) {
    super(scope, id, props);
    this.props = props;
    const dataKey = props.lake.tables.bucket.encryptionKey;
    this.security =
      dataKey === undefined
        ? undefined
        : new JobSecurity(this, 'Security', {
            ...props,
            dataKey,
            logRemovalPolicy: props.dataPolicy.logs.removalPolicy,
          });
    for (const [pipeline, { upsert, datasets }] of Object.entries(props.pipelines)) {
      const job =
        upsert.streaming === 'on'
          ? this.addStream(pipeline, upsert, datasets)
          : this.addBatch(pipeline, upsert, datasets);
      Tags.of(job).add('tributary:pipeline', pipeline);
      new CfnOutput(this, `UpsertJobName-${pipeline}`, { value: job.jobName });
    }
    this.addStackDependency(props.lake);
  }

  private addBatch(pipeline: string, upsert: UpsertConfig, datasets: readonly Dataset[]): UpsertJob {
    return new UpsertJob(this, `Upsert-${pipeline}`, {
      ...this.props,
      ...upsert,
      datasets,
      name: this.jobName(pipeline),
      security: this.security,
      archive: this.props.lake.archive,
      archivePrefix: ARCHIVE_PREFIX,
      tables: this.props.lake.tables,
    });
  }

  private addStream(pipeline: string, upsert: UpsertConfig, datasets: readonly Dataset[]): UpsertStreamJob {
    const { network, streaming, lake } = this.props;
    this.addStackDependency(streaming);
    return new UpsertStreamJob(this, `UpsertStream-${pipeline}`, {
      ...this.props,
      ...upsert,
      datasets,
      name: `${this.jobName(pipeline)}-stream`,
      security: this.security,
      cluster: streaming.cluster,
      vpc: network.vpc,
      subnets: network.privateSubnets,
      tables: lake.tables,
    });
  }

  private jobName(pipeline: string): string {
    return `${this.props.namePrefix}-${pipeline.toLowerCase()}-upsert`;
  }
}
