import { ARCHIVE_PREFIX } from '../../connectors/sinks/s3-archive';
import type { Destination } from '../config/environment';
import type { JobOptions } from '../config/job';
import { UpsertJob } from '../transform/upsert-job';
import { UpsertStreamJob } from '../transform/upsert-stream-job';
import type { DestinationKind, Pipeline, PipelineStackProps } from './destination-kind';
import { type JobProps, JobStack, jobProblems } from './job-stack';

const NAME = 'delta';

export interface DeltaOptions extends JobOptions {
  /**
   * `scheduled`: a job brings new objects of an archive in, run by run. `streaming`: a job that never ends brings new records of
   * the topics in, within a minute, and is billed by the hour: `every` is how long it stays ended at most, and it has no
   * `timeout`. Its tables are archived all the same: what a table is made from again is the archive.
   */
  readonly mode: 'scheduled' | 'streaming';
}

/** Delta tables that are kept equal to their sources. */
export function delta(options: DeltaOptions): Destination {
  return { kind: NAME, options };
}

export const DELTA: DestinationKind = {
  name: NAME,
  formatReason: 'for a job that streams reads topics itself, and asks no registry',
  reads: (options) => ((options as DeltaOptions).mode === 'streaming' ? 'topics' : 'archive'),
  problems: (at, pipeline) => jobProblems(at, pipeline),
  plan: (pipeline) => ({
    lakeTables: pipeline.datasets,
    itemTables: [],
    icebergDatabase: undefined,
    rows: undefined,
    tableBucket: undefined,
    warehouseSchema: undefined,
    tableForm: 'delta',
    jobs: optionsOf(pipeline).mode === 'streaming' && pipeline.state !== 'off' ? 'inside' : 'outside',
    connectors: () => [],
  }),
  createStack: (scope, id, props) => new DeltaStack(scope, id, props),
};

class DeltaStack extends JobStack {
  protected createJob(props: PipelineStackProps, job: JobProps): { readonly jobName: string } {
    const { pipeline, network, streaming, topics, lake } = props;
    const { mode, timeout } = optionsOf(pipeline);
    const { tables } = lake;
    if (mode === 'scheduled') {
      return new UpsertJob(this, 'Upsert', {
        ...job,
        tables,
        timeout,
        archive: lake.archive,
        archivePrefix: ARCHIVE_PREFIX,
      });
    }
    for (const stack of topics) {
      this.addStackDependency(stack);
    }
    return new UpsertStreamJob(this, 'UpsertStream', {
      ...job,
      tables,
      // No pipeline can be named so.
      name: `${pipeline.resourceName}.stream`,
      cluster: streaming.cluster,
      vpc: network.vpc,
      subnets: network.privateSubnets,
    });
  }
}

function optionsOf({ options }: Pipeline): DeltaOptions {
  return options as DeltaOptions;
}
