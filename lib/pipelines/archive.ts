import type { Duration, Size } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { ConnectorCapacity, ConnectorSpec } from '../../connectors/connector-spec';
import { ARCHIVE_PREFIX, s3Archive } from '../../connectors/sinks/s3-archive';
import type { Destination } from '../config/environment';
import { ARCHIVE_GAPS, DEAD_LETTERS } from '../observability/log-alarms';
import { ConnectorStack } from '../stacks/connector-stack';
import type { DestinationKind, Pipeline, PipelineStackProps, Places } from './destination-kind';
import { readSchemas, registryUrlOf } from './read-schemas';

const NAME = 'archive';

export interface ArchiveOptions {
  /** Workers of its connector. */
  readonly capacity: ConnectorCapacity;
  /** Tasks at most; more than the topics have partitions stay idle. */
  readonly maxTasks: number;
  /** An object is closed after this many records, … */
  readonly rotateRecords: number;
  /** … this many uncompressed bytes, … */
  readonly rotateSize: Size;
  /** … or this much wall-clock time, whichever is first. */
  readonly rotateInterval: Duration;
}

/** Every event, for ever, as objects in S3: what tables are made from, and made from again. */
export function archive(options: ArchiveOptions): Destination {
  return { kind: NAME, options };
}

export const ARCHIVE: DestinationKind = {
  name: NAME,
  provides: 'archive',
  formats: ['json', 'avro'],
  reads: () => 'topics',
  problems: (at, pipeline) => rotationProblems(at, optionsOf(pipeline)),
  plan: (pipeline) => ({
    lakeTables: [],
    itemTables: [],
    icebergDatabase: undefined,
    rows: undefined,
    tableBucket: undefined,
    warehouseSchema: undefined,
    tableForm: undefined,
    jobs: 'outside',
    connectors: (places) => [connectorOf(pipeline, places)],
  }),
  createStack: (scope, id, props) => new ArchiveStack(scope, id, props),
};

class ArchiveStack extends ConnectorStack {
  constructor(scope: Construct, id: string, props: PipelineStackProps) {
    super(scope, id, { ...props, alarmLines: [DEAD_LETTERS, ARCHIVE_GAPS] });
    for (const connector of this.connectors) {
      props.lake.archive.grantAppend(connector, ARCHIVE_PREFIX);
    }
    readSchemas(this, props);
  }
}

function connectorOf(pipeline: Pipeline, places: Places): ConnectorSpec {
  const options = optionsOf(pipeline);
  return s3Archive({
    name: pipeline.resourceName,
    region: places.region,
    bucketName: places.archiveBucketName,
    registryUrl: registryUrlOf(pipeline, places),
    maxEventBytes: places.maxEventBytes,
    datasets: pipeline.datasets,
    capacity: options.capacity,
    maxTasks: options.maxTasks,
    rotateRecords: options.rotateRecords,
    rotateBytes: options.rotateSize.toBytes(),
    rotateIntervalMs: options.rotateInterval.toMilliseconds(),
  });
}

/** Bounds of objects that are none, as `property rule, got: value` sentences. */
export function rotationProblems(at: string, options: ArchiveOptions): string[] {
  const bounds = {
    maxTasks: options.maxTasks,
    rotateRecords: options.rotateRecords,
    rotateSize: options.rotateSize.toBytes(),
    rotateInterval: options.rotateInterval.toMilliseconds(),
  };
  return Object.entries(bounds)
    .filter(([, value]) => !Number.isInteger(value) || value < 1)
    .map(([property, value]) => `\`${at}.${property}\` must be a whole number of at least 1, got: ${value}`);
}

function optionsOf({ options }: Pipeline): ArchiveOptions {
  return options as ArchiveOptions;
}
