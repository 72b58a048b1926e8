import type { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { ConnectorSpec } from '../../connectors/connector-spec';
import type { Dataset } from '../../connectors/dataset';
import type { RecordFormat } from '../captures/capture-kind';
import type { CapturedTopic } from '../captures/shared-topic';
import type { TableSelection } from '../config/capture';
import type { DataPolicy } from '../config/data-policy';
import type { PipelineState } from '../config/environment';
import type { ItemTable } from '../keyvalue/item-tables';
import type { INetwork } from '../network/network';
import type { Alarms } from '../observability/alarms';
import type { TableForm } from '../serving/table-queries';
import type { PositionFormat } from '../source/source-engine';
import type { IcebergTablesStack } from '../stacks/iceberg-tables-stack';
import type { ItemsStack } from '../stacks/items-stack';
import type { LakeStack } from '../stacks/lake-stack';
import type { RegistryStack } from '../stacks/registry-stack';
import type { RowsStack, RowsStackProps } from '../stacks/rows-stack';
import type { ServingStack } from '../stacks/serving-stack';
import type { StreamingStack } from '../stacks/streaming-stack';
import type { TableBucketStack } from '../stacks/table-bucket-stack';
import type { WarehouseStack } from '../stacks/warehouse-stack';

/** What a pipeline can read: records of topics as they come, objects of an archive, or rows of a log of changes in Iceberg. */
export type Readable = 'topics' | 'archive' | 'log';

/** A pipeline whose names have been looked up, before anything of it exists. */
export interface Pipeline {
  /** Key in the environment's `pipelines`. */
  readonly name: string;
  /** Name of what it runs, unique in an account and region. It is state: offsets and consumer groups hang on it. */
  readonly resourceName: string;
  /** Key of the capture whose topics it reads, itself or through another pipeline. */
  readonly capture: string;
  /** How places of changes in their log are told; undefined where what it reads is of no log. */
  readonly positions: PositionFormat | undefined;
  /** Where the changes of all tables of the capture are; undefined where each has a topic. */
  readonly sharedTopic: CapturedTopic | undefined;
  /** How what it reads is written in the topics of the capture. */
  readonly format: RecordFormat;
  /** Whether what is told there of an update has the row before it, where the log tells it. */
  readonly tellsRowsBefore: boolean;
  /** What of it was chosen. */
  readonly selection: TableSelection;
  /** The pipeline that it reads from; undefined where that is the capture. */
  readonly from: Pipeline | undefined;
  /** What it reads, by key. */
  readonly tables: Readonly<Record<string, Dataset>>;
  /** The same, without keys. */
  readonly datasets: readonly Dataset[];
  readonly state: PipelineState;
  readonly kind: DestinationKind;
  readonly options: object;
}

/** Where connectors are and lead. Values may be CDK tokens. */
export interface Places {
  readonly region: string;
  readonly bootstrapServers: string;
  readonly archiveBucketName: string;
  readonly tablesBucketName: string;
  /** Of the registry's API; undefined where the environment has none. */
  readonly registryUrl: string | undefined;
  /** Largest event in bytes. */
  readonly maxEventBytes: number;
}

/** Tables over rows in Parquet. */
export type PlannedRows = Pick<RowsStackProps, 'databaseName' | 'crawlerName' | 'namePrefix' | 'keptRows' | 'prefix'>;

/** What a pipeline brings into being outside of its own stack, whatever its state. */
export interface PipelinePlan {
  /** Tables that it keeps in the lake, under the names that they have there. */
  readonly lakeTables: readonly Dataset[];
  /** Tables of DynamoDB that it writes items to. */
  readonly itemTables: readonly ItemTable[];
  /** Database of the Data Catalog that its Iceberg tables are in; undefined where it makes none. */
  readonly icebergDatabase: string | undefined;
  /** Tables of the Data Catalog over its rows in Parquet; undefined where it keeps none. */
  readonly rows: PlannedRows | undefined;
  /** Table bucket of S3 that its Iceberg tables are in; undefined where it makes none. */
  readonly tableBucket: { readonly bucketName: string; readonly namespace: string } | undefined;
  /** Schema of the warehouse that its tables are in; undefined where it makes none there. */
  readonly warehouseSchema: string | undefined;
  /** What Athena has its tables as; undefined where it makes none for it. */
  readonly tableForm: TableForm | undefined;
  /** Whether its jobs run inside the network. */
  readonly jobs: 'inside' | 'outside';
  /** Its connectors; their topics are made with those of the capture. */
  connectors(places: Places): readonly ConnectorSpec[];
}

/** What the stack of a pipeline stands on. */
export interface PipelineStackProps {
  readonly pipeline: Pipeline;
  /** Its own: one that is off has no stack. */
  readonly state: Exclude<PipelineState, 'off'>;
  /** What its plan said, with the places filled in. */
  readonly connectors: readonly ConnectorSpec[];
  readonly network: INetwork;
  readonly streaming: StreamingStack;
  /** Where the topics are that it reads and writes. */
  readonly topics: readonly Stack[];
  readonly lake: LakeStack;
  /** How people get at its tables. */
  readonly serving: ServingStack;
  /** Undefined where it writes no items. */
  readonly items: ItemsStack | undefined;
  /** Undefined where it writes no Iceberg tables of the lake. */
  readonly iceberg: IcebergTablesStack | undefined;
  /** Undefined where it keeps no rows in Parquet. */
  readonly rows: RowsStack | undefined;
  /** Undefined where it writes to no table bucket. */
  readonly tableBucket: TableBucketStack | undefined;
  /** The log that it reads; undefined where it reads none. */
  readonly log: IcebergTablesStack | undefined;
  /** Undefined where the environment has none. */
  readonly registry: RegistryStack | undefined;
  /** Undefined where the environment has none. */
  readonly warehouse: WarehouseStack | undefined;
  readonly alarms: Alarms;
  readonly dataPolicy: DataPolicy;
}

/** One kind of destination, whole. Everything that the platform knows of a kind, it asks here. */
export interface DestinationKind {
  readonly name: string;
  /** What its pipelines can be read as by others; undefined where they end there. */
  readonly provides?: Readable;
  /** Whether it tells tables apart by what a record says of itself. @default false - by their topics */
  readonly readsSharedTopics?: boolean;
  /** How what it reads from topics may be written. @default ['json'] */
  readonly formats?: readonly RecordFormat[];
  /** Why it reads no others. @default - it is what nobody asks */
  readonly formatReason?: string;
  /** What it reads, with these options. */
  reads(options: object): Readable;
  /**
   * Every rule that the options break, as `property rule, got: value` sentences; empty when they are sound.
   *
   * @param at path of the options, without quotes
   */
  problems(at: string, pipeline: Pipeline): string[];
  plan(pipeline: Pipeline): PipelinePlan;
  /** Only of a pipeline that is not off. */
  createStack(scope: Construct, id: string, props: PipelineStackProps): Stack;
}
