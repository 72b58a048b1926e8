import type { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { ConnectorSpec } from '../../connectors/connector-spec';
import type { Dataset } from '../../connectors/dataset';
import type { CaptureConfig } from '../config/capture';
import type { EnvironmentConfig } from '../config/environment';
import type { ItemTable } from '../keyvalue/item-tables';
import type { PositionFormat } from '../source/source-engine';
import type { ConnectorStackProps } from '../stacks/connector-stack';
import type { DatabaseStack } from '../stacks/database-stack';
import type { RegistryStack } from '../stacks/registry-stack';
import type { KeptRows } from '../stacks/rows-stack';
import type { CapturedTopic } from './shared-topic';

/** How records are written. */
export type RecordFormat = 'json' | 'avro';

/** Where the connector of a capture is, and what it writes. Values may be CDK tokens. */
export interface CaptureInputs {
  /** Name of the connector. */
  readonly name: string;
  /** Key of the capture. */
  readonly key: string;
  readonly region: string;
  readonly bootstrapServers: string;
  /** Largest event in bytes. */
  readonly maxEventBytes: number;
  /** Retention of topics of data, in milliseconds. */
  readonly retentionMs: number;
  readonly datasets: readonly Dataset[];
  /** By key. */
  readonly databases: Readonly<Record<string, DatabaseStack>>;
  /** Of the registry's API; undefined where the environment has none. */
  readonly registryUrl: string | undefined;
}

/** What the stack of a capture stands on, of whatever kind it is. */
export interface CaptureKindStackProps extends Omit<ConnectorStackProps, 'connectors'> {
  /** Key of the capture. */
  readonly key: string;
  readonly connector: ConnectorSpec;
  readonly datasets: readonly Dataset[];
  /** Tables of items that pipelines make of them. */
  readonly itemTables: readonly ItemTable[];
  /** Topics whose fields a warehouse finds by their exact names. */
  readonly warehouseTopics: readonly string[];
  /** Tables whose rows pipelines keep in Parquet. */
  readonly keptRows: readonly KeptRows[];
  /** By key. */
  readonly databases: Readonly<Record<string, DatabaseStack>>;
  /** Undefined where the environment has none. */
  readonly registry: RegistryStack | undefined;
}

/** One kind of capture, whole. Everything that the platform knows of a kind, it asks here. */
export interface CaptureKind<C extends CaptureConfig = CaptureConfig> {
  /** Last part of the names of its connectors. They are state: offsets hang on them. */
  readonly connectorSuffix: string;
  /**
   * Every rule that a capture breaks, as `property rule, got: value` sentences; empty when it is sound.
   *
   * @param key of the capture in the environment's `captures`
   */
  problems(key: string, capture: C, config: EnvironmentConfig): string[];
  /** What it captures, by the keys that pipelines name it by; nothing of what the configuration does not have. */
  tables(key: string, capture: C, config: EnvironmentConfig): Readonly<Record<string, Dataset>>;
  /** Where the changes of all its tables are; undefined where each has a topic. */
  sharedTopic(key: string, capture: C): CapturedTopic | undefined;
  /** How its records are written. */
  format(capture: C): RecordFormat;
  /** Whether what its records say of an update has the row before it, where the log tells it. */
  tellsRowsBefore(capture: C): boolean;
  /** How places of its changes in their log are told; undefined where its records are of no log. */
  positions(capture: C, config: EnvironmentConfig): PositionFormat | undefined;
  connector(capture: C, inputs: CaptureInputs): ConnectorSpec;
  createStack(scope: Construct, id: string, capture: C, props: CaptureKindStackProps): Stack;
}
