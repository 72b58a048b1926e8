import { CfnOutput, Stack, type StackProps, Tags } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Dataset } from '../../connectors/dataset';
import { ARCHIVE_PREFIX } from '../../connectors/sinks/s3-archive';
import type { DataPolicy } from '../config/data-policy';
import type { UpsertConfig } from '../config/environment';
import type { Network } from '../network/network';
import { positionFormat, type SourceEngine } from '../source/source-engine';
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
  /** Engine of the database that the datasets are of. */
  readonly engine: SourceEngine;
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
    for (const [pipeline, kept] of Object.entries(props.pipelines)) {
      const job = kept.upsert.streaming === 'on' ? this.addStream(pipeline, kept) : this.addBatch(pipeline, kept);
      Tags.of(job).add('tributary:pipeline', pipeline);
      new CfnOutput(this, `UpsertJobName-${pipeline}`, { value: job.jobName });
    }
    this.addStackDependency(props.lake);
  }

  private addBatch(pipeline: string, { upsert, datasets, engine }: UpsertPipeline): UpsertJob {
    return new UpsertJob(this, `Upsert-${pipeline}`, {
      ...this.props,
      ...upsert,
      datasets,
      positions: positionFormat(engine),
      name: this.jobName(pipeline),
      security: this.security,
      archive: this.props.lake.archive,
      archivePrefix: ARCHIVE_PREFIX,
      tables: this.props.lake.tables,
    });
  }

  private addStream(pipeline: string, { upsert, datasets, engine }: UpsertPipeline): UpsertStreamJob {
    const { network, streaming, lake } = this.props;
    this.addStackDependency(streaming);
    return new UpsertStreamJob(this, `UpsertStream-${pipeline}`, {
      ...this.props,
      ...upsert,
      datasets,
      positions: positionFormat(engine),
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
