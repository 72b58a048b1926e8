import type { Construct } from 'constructs';
import type { ConnectorSpec } from '../../connectors/connector-spec';
import { type Dataset, lakePart } from '../../connectors/dataset';
import { PARQUET_PREFIX, s3Parquet } from '../../connectors/sinks/s3-parquet';
import type { Destination } from '../config/environment';
import { oneOf } from '../config/one-of';
import { fail } from '../core/fail';
import { type RawTypes, rawTableProblems } from '../lake/raw-columns';
import { ARCHIVE_GAPS, DEAD_LETTERS } from '../observability/log-alarms';
import { RefreshAlarm } from '../observability/refresh-alarm';
import { LatestViews } from '../serving/latest-views';
import type { RefinedConfig } from '../serving/refined-problems';
import { RefinedTable } from '../serving/refined-table';
import { RefreshWorkgroup } from '../serving/refresh-workgroup';
import { ConnectorStack } from '../stacks/connector-stack';
import type { KeptRows } from '../stacks/rows-stack';
import { type ArchiveOptions, rotationProblems } from './archive';
import type { DestinationKind, Pipeline, PipelineStackProps, Places, PlannedRows } from './destination-kind';
import { readSchemas, registryUrlOf } from './read-schemas';
import { rowsNameProblems } from './rows-problems';

const NAME = 'parquet';
/** What Athena takes without quotes. */
const CATALOG_NAME = /^[a-z][a-z0-9_]{0,127}$/;

/** Rows for all who read columns. An object is closed where the schema of its records changes, too. */
export interface ParquetOptions extends ArchiveOptions {
  /** Of pages. Snappy is read faster, gzip is smaller. @default DEFAULT_COMPRESSION */
  readonly compression?: 'gzip' | 'snappy';
  /**
   * Database of the Data Catalog that its tables are in.
   *
   * @default - the name of the pipeline in the account, with `_` for all but letters and digits
   */
  readonly database?: string;
  /**
   * What names of its tables begin with, before `_`, schema and table.
   *
   * @default - the key of the capture in lower case, with `_` for all but letters and digits
   */
  readonly tablePrefix?: string;
  /**
   * Types of columns that records have as something else than their entries say, such as `array<string>`, as Hive spells them: by
   * keys of tables, and names of columns.
   *
   * @default {}
   */
  readonly types?: Readonly<Record<string, RawTypes>>;
  /**
   * Tables of newest rows that are made anew by the clock, partitioned: by keys of tables.
   *
   * @default {}
   */
  readonly refined?: Readonly<Record<string, RefinedConfig>>;
}

export const DEFAULT_COMPRESSION = 'gzip';

/**
 * Every record of a capture in Avro as a row of an object in S3 in Parquet, with the types that its schema has; over them a table of
 * all changes, and a view of the newest rows.
 */
export function parquet(options: ParquetOptions): Destination {
  return { kind: NAME, options };
}

export const PARQUET: DestinationKind = {
  name: NAME,
  formats: ['avro'],
  reads: () => 'topics',
  problems: (at, pipeline) => parquetProblems(at, pipeline, optionsOf(pipeline)),
  plan: (pipeline) => ({
    lakeTables: [],
    itemTables: [],
    icebergDatabase: undefined,
    rows: rowsOf(pipeline),
    tableBucket: undefined,
    warehouseSchema: undefined,
    tableForm: 'rows',
    jobs: 'outside',
    connectors: (places) => [connectorOf(pipeline, places)],
  }),
  createStack: (scope, id, props) => new ParquetStack(scope, id, props),
};

/** What its tables in the Data Catalog are of, and where. */
function rowsOf(pipeline: Pipeline): PlannedRows {
  const {
    database = lakePart(pipeline.resourceName),
    tablePrefix = lakePart(pipeline.capture),
    types = {},
  } = optionsOf(pipeline);
  return {
    databaseName: database,
    crawlerName: pipeline.resourceName,
    namePrefix: tablePrefix,
    keptRows: Object.entries(pipeline.tables).map(([key, dataset]): KeptRows => ({ dataset, types: types[key] ?? {} })),
    prefix: PARQUET_PREFIX,
  };
}

class ParquetStack extends ConnectorStack {
  constructor(scope: Construct, id: string, props: PipelineStackProps) {
    super(scope, id, { ...props, alarmLines: [DEAD_LETTERS, ARCHIVE_GAPS] });
    const { serving, dataPolicy } = props;
    const rows = props.rows ?? fail(this, '`rows` must have tables, got: none');
    for (const connector of this.connectors) {
      props.lake.archive.grantAppend(connector, PARQUET_PREFIX);
    }
    readSchemas(this, props);
    const views = new LatestViews(this, 'Latest', {
      workgroup: serving.workgroup,
      tables: rows.tables,
      logs: dataPolicy.logs,
    });
    this.refine(views, props);
    for (const before of [rows, serving]) {
      this.addStackDependency(before);
    }
  }

  private refine(views: LatestViews, { pipeline, rows, serving, lake, alarms, dataPolicy }: PipelineStackProps): void {
    const refined = Object.entries(optionsOf(pipeline).refined ?? {});
    if (refined.length === 0) {
      return;
    }
    const workgroup = new RefreshWorkgroup(this, 'Workgroup', {
      workgroup: serving.workgroup,
      workgroupName: pipeline.resourceName,
    });
    for (const [key, config] of refined) {
      const table =
        rows?.tables.find(({ dataset }) => dataset === pipeline.tables[key]) ??
        fail(this, `\`refined\` must be of tables that are kept, got: ${key}`);
      const made = new RefinedTable(this, `Refined-${key}`, {
        ...config,
        workgroup,
        table,
        views,
        tables: lake.tables,
        logs: dataPolicy.logs,
      });
      new RefreshAlarm(this, `Refresh-${key}`, {
        refined: made,
        every: config.every,
        alarms,
        namePrefix: `${pipeline.resourceName}-${key}`,
      });
    }
  }
}

function connectorOf(pipeline: Pipeline, places: Places): ConnectorSpec {
  const options = optionsOf(pipeline);
  return s3Parquet({
    name: pipeline.resourceName,
    region: places.region,
    bucketName: places.archiveBucketName,
    registryUrl: registryUrlOf(pipeline, places) ?? '',
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

function parquetProblems(at: string, pipeline: Pipeline, options: ParquetOptions): string[] {
  const { types = {}, refined = {} } = options;
  const keys = Object.keys(pipeline.tables);
  const rows = rowsOf(pipeline);
  return [
    ...rotationProblems(at, options),
    ...oneOf(`${at}.types`, Object.keys(types), keys),
    ...oneOf(`${at}.refined`, Object.keys(refined), keys),
    ...Object.entries({ database: rows.databaseName, tablePrefix: rows.namePrefix })
      .filter(([, name]) => !CATALOG_NAME.test(name))
      .map(
        ([property, name]) =>
          `\`${at}.${property}\` must be a lower-case letter followed by up to 127 lower-case letters, digits or _, got: ${name}`,
      ),
    ...rowsNameProblems(at, rows),
    ...Object.entries(pipeline.tables).flatMap(([key, dataset]: [string, Dataset]) =>
      rawTableProblems(dataset, types[key]).map((problem) => `\`${at}\` of ${key}: ${problem}`),
    ),
  ];
}

function optionsOf({ options }: Pipeline): ParquetOptions {
  return options as ParquetOptions;
}
