import { Annotations, type Duration, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { lakePart, topicName } from '../../connectors/dataset';
import type { Destination } from '../config/environment';
import { fail } from '../core/fail';
import { MergeAlarm } from '../observability/merge-alarm';
import { warehouseReadStatements } from '../streaming/kafka-policies';
import { autoRefreshBill } from '../warehouse/auto-refresh-bill';
import { MergeSchedules, mergeNameEnd } from '../warehouse/merge-schedules';
import { WarehouseObjects } from '../warehouse/warehouse-objects';
import { warehouseTable } from '../warehouse/warehouse-table';
import type { DestinationKind, Pipeline, PipelineStackProps } from './destination-kind';
import { redshiftProblems } from './redshift-problems';

const NAME = 'redshift';

export interface RedshiftOptions {
  /**
   * Whether Redshift reads topics by itself as records come, within seconds, which keeps the warehouse computing, and billed, day
   * and night. Otherwise each merge reads what is new before.
   */
  readonly autoRefresh: boolean;
  /** Time between two merges of a table: whole minutes, up to a day. Statements are billed for a minute at least. */
  readonly mergeEvery: Duration;
  /**
   * Schema of its tables in the warehouse, which no other pipeline has: a lower-case letter followed by up to 62 lower-case letters,
   * digits or `_`.
   *
   * @default - the key of the capture in lower case, with `_` for all but letters and digits
   */
  readonly schema?: string;
}

/** Tables of Redshift that are kept equal to their sources. */
export function redshift(options: RedshiftOptions): Destination {
  return { kind: NAME, options };
}

export const REDSHIFT: DestinationKind = {
  name: NAME,
  formatReason: 'for a view reads topics itself, and asks no registry',
  reads: () => 'topics',
  problems: (at, pipeline) => redshiftProblems(at, pipeline, optionsOf(pipeline), schemaOf(pipeline)),
  plan: (pipeline) => ({
    lakeTables: [],
    itemTables: [],
    icebergDatabase: undefined,
    rows: undefined,
    tableBucket: undefined,
    warehouseSchema: schemaOf(pipeline),
    tableForm: undefined,
    jobs: 'outside',
    connectors: () => [],
  }),
  createStack: (scope, id, props) => new RedshiftStack(scope, id, props),
};

class RedshiftStack extends Stack {
  constructor(scope: Construct, id: string, props: PipelineStackProps) {
    super(scope, id);
    const { pipeline, state, streaming, topics, alarms, dataPolicy } = props;
    const { mergeEvery, autoRefresh } = optionsOf(pipeline);
    const stack = props.warehouse ?? fail(this, '`warehouse` must have been made, got: none');
    const { warehouse } = stack;
    const positions = pipeline.positions ?? fail(this, '`positions` must be those of a log, got: none');
    const schema = schemaOf(pipeline);
    const runs = state === 'on';
    const tables = pipeline.datasets.map((dataset) =>
      warehouseTable(dataset, { schema, positions, autoRefresh: autoRefresh && runs }),
    );
    const rights = new iam.Policy(this, 'TopicRights', {
      statements: warehouseReadStatements(streaming.cluster.arns, pipeline.datasets.map(topicName)),
      roles: [warehouse.role],
    });
    const objects = new WarehouseObjects(this, 'Objects', {
      warehouse,
      schema,
      bootstrapServers: streaming.cluster.bootstrapBrokers,
      tables,
      after: [rights],
      logs: dataPolicy.logs,
    });
    if (runs) {
      const name = pipeline.resourceName;
      new MergeSchedules(this, 'Merges', { warehouse, tables: objects.tables, every: mergeEvery, name });
      new MergeAlarm(this, 'Alarms', { statementNameEnd: mergeNameEnd(name), namePrefix: name, alarms });
      if (autoRefresh) {
        Annotations.of(this).addWarningV2(
          'tributary:auto-refresh',
          autoRefreshBill(`pipelines.${pipeline.name}.to.autoRefresh`, warehouse.baseCapacity),
        );
      }
    }
    // No reference leads from a view to its topic: only the order of stacks does.
    for (const before of [stack, ...topics]) {
      this.addStackDependency(before);
    }
  }
}

function schemaOf(pipeline: Pipeline): string {
  return optionsOf(pipeline).schema ?? lakePart(pipeline.capture);
}

function optionsOf({ options }: Pipeline): RedshiftOptions {
  return options as RedshiftOptions;
}
