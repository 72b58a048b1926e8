import type { Duration, Size } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { ConnectorCapacity, ConnectorSpec } from '../../connectors/connector-spec';
import { PARQUET_PREFIX, s3Parquet } from '../../connectors/sinks/s3-parquet';
import type { Destination } from '../config/environment';
import { fail } from '../core/fail';
import { ARCHIVE_GAPS, DEAD_LETTERS } from '../observability/log-alarms';
import { ConnectorStack } from '../stacks/connector-stack';
import { type ArchiveOptions, rotationProblems } from './archive';
import type { DestinationKind, Pipeline, PipelineStackProps, Places } from './destination-kind';

const NAME = 'parquet';

/** Rows for all who read columns. */
export interface ParquetOptions extends ArchiveOptions {
  /** Workers of its connector. */
  readonly capacity: ConnectorCapacity;
  /** Tasks at most; more than the topics have partitions stay idle. */
  readonly maxTasks: number;
  /** An object is closed after this many records, or where its schema changes, … */
  readonly rotateRecords: number;
  /** … this many uncompressed bytes, … */
  readonly rotateSize: Size;
  /** … or this much wall-clock time, whichever is first. */
  readonly rotateInterval: Duration;
  /** @default DEFAULT_COMPRESSION */
  readonly compression?: 'gzip' | 'snappy';
}

export const DEFAULT_COMPRESSION = 'gzip';

/** Every record of a capture in Avro as a row of an object in S3 in Parquet, with the types that its schema has. */
export function parquet(options: ParquetOptions): Destination {
  return { kind: NAME, options };
}

export const PARQUET: DestinationKind = {
  name: NAME,
  format: 'avro',
  reads: () => 'topics',
  problems: (at, pipeline) => rotationProblems(at, optionsOf(pipeline)),
  plan: (pipeline) => ({
    lakeTables: [],
    itemTables: [],
    icebergDatabase: undefined,
    warehouseSchema: undefined,
    tableForm: undefined,
    jobs: 'outside',
    connectors: (places) => [connectorOf(pipeline, places)],
  }),
  createStack: (scope, id, props) => new ParquetStack(scope, id, props),
};

class ParquetStack extends ConnectorStack {
  constructor(scope: Construct, id: string, props: PipelineStackProps) {
    super(scope, id, { ...props, alarmLines: [DEAD_LETTERS, ARCHIVE_GAPS] });
    const registry = props.registry ?? fail(this, '`registry` must have been made, got: none');
    for (const connector of this.connectors) {
      props.lake.archive.grantAppend(connector, PARQUET_PREFIX);
      connector.connections.allowToDefaultPort(registry.registry, 'Schemas of records');
    }
    this.addStackDependency(registry);
  }
}

function connectorOf(pipeline: Pipeline, { registryUrl = '', ...places }: Places): ConnectorSpec {
  const options = optionsOf(pipeline);
  return s3Parquet({
    name: pipeline.resourceName,
    region: places.region,
    bucketName: places.archiveBucketName,
    registryUrl,
    maxEventBytes: places.maxEventBytes,
    datasets: pipeline.datasets,
    capacity: options.capacity,
    maxTasks: options.maxTasks,
    rotateRecords: options.rotateRecords,
    rotateBytes: options.rotateSize.toBytes(),
    rotateIntervalMs: options.rotateInterval.toMilliseconds(),
    compression: options.compression ?? DEFAULT_COMPRESSION,
  });
}

function optionsOf({ options }: Pipeline): ParquetOptions {
  return options as ParquetOptions;
}
