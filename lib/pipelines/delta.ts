import { CfnOutput, type Duration, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { ARCHIVE_PREFIX } from '../../connectors/sinks/s3-archive';
import type { Destination } from '../config/environment';
import { fail } from '../core/fail';
import { JobAlarm } from '../observability/job-alarm';
import { JobSecurity } from '../transform/job-security';
import { runScheduleProblem } from '../transform/run-schedule';
import { UpsertJob } from '../transform/upsert-job';
import { upsertProblems } from '../transform/upsert-problems';
import type { UpsertRuntimeProps } from '../transform/upsert-runtime';
import { UpsertStreamJob } from '../transform/upsert-stream-job';
import type { DestinationKind, Pipeline, PipelineStackProps } from './destination-kind';

const NAME = 'delta';

export interface DeltaOptions {
  /**
   * `scheduled`: a job brings new objects of an archive in, run by run. `streaming`: a job that never ends brings new records of
   * the topics in, within a minute, and is billed by the hour. Its tables are archived all the same: what a table is made from
   * again is the archive.
   */
  readonly mode: 'scheduled' | 'streaming';
  /**
   * Time between the starts of two runs, or how long a streaming one stays ended at most: at least 5 minutes, and a divisor of an
   * hour or of a day.
   */
  readonly every: Duration;
  /** A scheduled run that takes longer is ended; the next one goes on. */
  readonly timeout: Duration;
  readonly workerType: DeltaWorkerType;
  /** Workers of a run, its driver among them. */
  readonly workers: number;
}

/** Glue's workers: 4, 8, 16 and 32 processors, with 4 GB of memory each. */
export type DeltaWorkerType = 'G.1X' | 'G.2X' | 'G.4X' | 'G.8X';

/** Delta tables that are kept equal to their sources. */
export function delta(options: DeltaOptions): Destination {
  return { kind: NAME, options };
}

export const DELTA: DestinationKind = {
  name: NAME,
  reads: (options) => ((options as DeltaOptions).mode === 'streaming' ? 'topics' : 'archive'),
  problems: (at, pipeline) => deltaProblems(at, pipeline),
  plan: (pipeline) => ({
    lakeTables: pipeline.datasets,
    itemTables: [],
    icebergDatabase: undefined,
    warehouseSchema: undefined,
    jobs: optionsOf(pipeline).mode === 'streaming' && pipeline.state !== 'off' ? 'inside' : 'outside',
    connectors: () => [],
  }),
  createStack: (scope, id, props) => new DeltaStack(scope, id, props),
};

class DeltaStack extends Stack {
  constructor(scope: Construct, id: string, props: PipelineStackProps) {
    super(scope, id);
    const { pipeline, state, network, streaming, topics, lake, alarms, dataPolicy } = props;
    const { mode, every, timeout, workerType, workers } = optionsOf(pipeline);
    const dataKey = lake.tables.bucket.encryptionKey;
    const runtime: Omit<UpsertRuntimeProps, 'name'> = {
      workerType,
      workers,
      tables: lake.tables,
      datasets: pipeline.datasets,
      positions: pipeline.positions ?? fail(this, '`positions` must be those of a log, got none'),
      dataPolicy,
      security:
        dataKey === undefined
          ? undefined
          : new JobSecurity(this, 'Security', {
              namePrefix: pipeline.resourceName,
              dataKey,
              logRemovalPolicy: dataPolicy.logs.removalPolicy,
            }),
    };
    const schedule = state === 'suspended' ? undefined : every;
    const job =
      mode === 'streaming'
        ? new UpsertStreamJob(this, 'UpsertStream', {
            ...runtime,
            schedule,
            // No pipeline can be named so.
            name: `${pipeline.resourceName}.stream`,
            cluster: streaming.cluster,
            vpc: network.vpc,
            subnets: network.privateSubnets,
          })
        : new UpsertJob(this, 'Upsert', {
            ...runtime,
            schedule,
            timeout,
            name: pipeline.resourceName,
            archive: lake.archive,
            archivePrefix: ARCHIVE_PREFIX,
          });
    new JobAlarm(this, 'Alarms', { jobName: job.jobName, namePrefix: pipeline.resourceName, alarms });
    new CfnOutput(this, 'JobName', { value: job.jobName });
    this.addStackDependency(lake);
    if (mode === 'streaming') {
      for (const stack of topics) {
        this.addStackDependency(stack);
      }
    }
  }
}

function deltaProblems(at: string, pipeline: Pipeline): string[] {
  const { every, timeout, workers } = optionsOf(pipeline);
  const { datasets, positions } = pipeline;
  if (positions === undefined) {
    return [
      `\`${at}\` must be a kind that takes rows without a log, for by their places in one a table is kept, got: ${NAME} of ${pipeline.capture}`,
    ];
  }
  const schedule = runScheduleProblem(every);
  return [
    ...(schedule === undefined ? [] : [`\`${at}.every\` ${schedule}`]),
    ...upsertProblems({ datasets, positions, workers, timeout }, `${at}.`),
  ];
}

function optionsOf({ options }: Pipeline): DeltaOptions {
  return options as DeltaOptions;
}
