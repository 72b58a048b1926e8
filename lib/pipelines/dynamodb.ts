import { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { ConnectorCapacity, ConnectorSpec } from '../../connectors/connector-spec';
import { type Dataset, topicName } from '../../connectors/dataset';
import { dynamoDb } from '../../connectors/sinks/dynamodb';
import type { Destination } from '../config/environment';
import { type ItemKey, itemKey, keyType } from '../keyvalue/item-key';
import type { ItemTable } from '../keyvalue/item-tables';
import { DEAD_LETTERS, STALE_WRITES } from '../observability/log-alarms';
import { ConnectorStack } from '../stacks/connector-stack';
import type { DestinationKind, Pipeline, PipelineStackProps, Places } from './destination-kind';
import { dynamodbProblems } from './dynamodb-problems';
import { readSchemas, registryUrlOf } from './read-schemas';

const NAME = 'dynamodb';

export const DEFAULT_TABLE_NAME_FORMAT = 'kafka_${topic}';
export const DEFAULT_DELETES = 'tombstone';
/** As long as topics of most environments are kept: what is replayed from them finds what it must not write over. */
export const DEFAULT_TOMBSTONE_RETENTION_DAYS = 7;

export interface DynamoDbOptions {
  /** Workers of its connector. */
  readonly capacity: ConnectorCapacity;
  /** Tasks at most; more than the topics have partitions stay idle. */
  readonly maxTasks: number;
  /**
   * Fields that find an item, by keys of tables: as events call them, and all of the primary key among them.
   *
   * @default - columns of the primary key: the first is the hash, a second one the sort key
   */
  readonly keys?: Readonly<Record<string, ItemKey>>;
  /**
   * What becomes of the item of a deleted row. `tombstone`: it stays for a while and says `__deleted`, so that nothing older
   * can bring the row back; readers have to leave such items out. `delete`: it is gone at once, and an older record that is
   * replayed afterwards brings the row back.
   *
   * @default DEFAULT_DELETES
   */
  readonly deletes?: 'tombstone' | 'delete';
  /**
   * How long the item of a deleted row stays: longer than anything older may still be replayed.
   *
   * @default - 7 days
   */
  readonly tombstoneRetention?: Duration;
  /**
   * Whether fields of nested records become attributes of their own, such as `address_city`. Not of changes of a database, whose
   * rows have no nested records.
   *
   * @default false
   */
  readonly flatten?: boolean;
  /**
   * What tables are called, with `${topic}` for the topic. Names are unique in an account and region: two environments in one
   * account have another format each.
   *
   * @default DEFAULT_TABLE_NAME_FORMAT
   */
  readonly tableNameFormat?: string;
}

/** The newest state of each row as an item of DynamoDB. */
export function dynamodb(options: DynamoDbOptions): Destination {
  return { kind: NAME, options };
}

export const DYNAMODB: DestinationKind = {
  name: NAME,
  formats: ['json', 'avro'],
  reads: () => 'topics',
  problems: (at, pipeline) => dynamodbProblems(at, pipeline, optionsOf(pipeline), itemTables(pipeline)),
  plan: (pipeline) => ({
    lakeTables: [],
    itemTables: itemTables(pipeline),
    icebergDatabase: undefined,
    rows: undefined,
    tableBucket: undefined,
    warehouseSchema: undefined,
    tableForm: undefined,
    jobs: 'outside',
    connectors: (places) => [connectorOf(pipeline, places)],
  }),
  createStack: (scope, id, props) => new DynamoDbStack(scope, id, props),
};

class DynamoDbStack extends ConnectorStack {
  constructor(scope: Construct, id: string, props: PipelineStackProps) {
    const { pipeline, items } = props;
    super(scope, id, { ...props, alarmLines: [DEAD_LETTERS, STALE_WRITES] });
    for (const connector of this.connectors) {
      items?.items.grantWrite(connector, (optionsOf(pipeline).deletes ?? DEFAULT_DELETES) === 'delete');
    }
    readSchemas(this, props);
    // No reference leads from a connector to its tables, either.
    if (items !== undefined) {
      this.addStackDependency(items);
    }
  }
}

function connectorOf(pipeline: Pipeline, places: Places): ConnectorSpec {
  const options = optionsOf(pipeline);
  const retention = options.tombstoneRetention ?? Duration.days(DEFAULT_TOMBSTONE_RETENTION_DAYS);
  return dynamoDb({
    name: pipeline.resourceName,
    region: places.region,
    registryUrl: registryUrlOf(pipeline, places),
    maxEventBytes: places.maxEventBytes,
    tableNameFormat: options.tableNameFormat ?? DEFAULT_TABLE_NAME_FORMAT,
    tables: Object.entries(pipeline.tables).map(([key, dataset]) => {
      const { hash, sort } = itemKey(dataset, options.keys?.[key]);
      return { dataset, hash, sort };
    }),
    capacity: options.capacity,
    maxTasks: options.maxTasks,
    deletes: options.deletes ?? DEFAULT_DELETES,
    tombstoneRetentionMs: retention.toMilliseconds(),
    flatten: options.flatten ?? false,
  });
}

/** One for each of its datasets. */
function itemTables(pipeline: Pipeline): ItemTable[] {
  const { keys = {}, tableNameFormat = DEFAULT_TABLE_NAME_FORMAT } = optionsOf(pipeline);
  return Object.entries(pipeline.tables).map(([key, dataset]) => {
    const { hash, sort } = itemKey(dataset, keys[key]);
    return {
      topic: topicName(dataset),
      nameFormat: tableNameFormat,
      hash: attribute(dataset, hash),
      sort: sort === undefined ? undefined : attribute(dataset, sort),
    };
  });
}

/** Of a field that no key can have, the type is any: its problem is told. */
function attribute(dataset: Dataset, field: string): ItemTable['hash'] {
  return { name: field, type: keyType(dataset, field) ?? 'S' };
}

function optionsOf({ options }: Pipeline): DynamoDbOptions {
  return options as DynamoDbOptions;
}
