import type { Dataset } from '../../connectors/dataset';
import type { Destination } from '../config/environment';
import type { JobOptions } from '../config/job';
import { fail } from '../core/fail';
import { MergeLogJob } from '../transform/merge-log-job';
import type { DestinationKind, Pipeline, PipelineStackProps } from './destination-kind';
import { icebergDatabase } from './iceberg';
import { icebergStateProblems } from './iceberg-state-problems';
import { type JobProps, JobStack } from './job-stack';

const NAME = 'iceberg-state';

/** Tables are read more often than they are written, and by more engines than write them. */
export const DEFAULT_WRITES: TableWrites = 'copy-on-write';

/** As many parts as the smallest worker has processors: more of them only make more files of a small table. */
export const DEFAULT_BUCKETS = 4;

export interface IcebergStateOptions extends JobOptions {
  /**
   * How tables are written, by their keys.
   *
   * @default {} - as the defaults of `StateTableOptions` say
   */
  readonly tables?: Readonly<Record<string, StateTableOptions>>;
}

/** How a table is written. Of one that is there already it changes only what is written from then on. */
export interface StateTableOptions {
  /**
   * What becomes of a file when some of its rows change. `copy-on-write`: it is written anew, and readers pay nothing.
   * `merge-on-read`: a second file says which of its rows count no more, and every reader looks there; it is for a table whose
   * changes lie in most of its files each time, where otherwise each run would write the whole table.
   *
   * @default DEFAULT_WRITES
   */
  readonly writes?: TableWrites;
  /**
   * Parts that a table lies in, by a hash of its key: 1 to 1,024. A run reads those that have changes, each by itself, and writes
   * at least a file of each; about one per 500 MB of the table is enough.
   *
   * @default DEFAULT_BUCKETS
   */
  readonly buckets?: number;
}

export type TableWrites = 'copy-on-write' | 'merge-on-read';

/** Iceberg tables that are kept equal to their sources, out of a log of their changes. */
export function icebergState(options: IcebergStateOptions): Destination {
  return { kind: NAME, options };
}

export const ICEBERG_STATE: DestinationKind = {
  name: NAME,
  reads: () => 'log',
  problems: (at, pipeline) => icebergStateProblems(at, pipeline, optionsOf(pipeline), tableDetails(pipeline)),
  plan: (pipeline) => ({
    lakeTables: [],
    itemTables: [],
    icebergDatabase: icebergDatabase(pipeline),
    rows: undefined,
    tableBucket: undefined,
    warehouseSchema: undefined,
    tableForm: 'state',
    jobs: 'outside',
    connectors: () => [],
  }),
  createStack: (scope, id, props) => new IcebergStateStack(scope, id, props),
};

class IcebergStateStack extends JobStack {
  protected createJob(props: PipelineStackProps, job: JobProps): { readonly jobName: string } {
    const { pipeline } = props;
    const log = props.log ?? fail(this, '`log` must be what the pipeline reads, got none');
    const state = props.iceberg ?? fail(this, '`iceberg` must be what the pipeline writes, got none');
    // No reference leads from a job to the databases of its tables.
    this.addStackDependency(log);
    this.addStackDependency(state);
    return new MergeLogJob(this, 'MergeLog', {
      ...job,
      timeout: optionsOf(pipeline).timeout,
      details: tableDetails(pipeline),
      log: log.tables,
      state: state.tables,
    });
  }
}

/** What the job is told of each table besides, with defaults spelled out. */
function tableDetails(pipeline: Pipeline): (dataset: Dataset) => { readonly writes: string; readonly buckets: number } {
  const { tables = {} } = optionsOf(pipeline);
  return (dataset) => {
    const [key = ''] = Object.entries(pipeline.tables).find(([, each]) => each === dataset) ?? [];
    const { writes = DEFAULT_WRITES, buckets = DEFAULT_BUCKETS } = Object.hasOwn(tables, key)
      ? (tables[key] ?? {})
      : {};
    return { writes, buckets };
  };
}

function optionsOf({ options }: Pipeline): IcebergStateOptions {
  return options as IcebergStateOptions;
}
