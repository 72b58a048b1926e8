import { rerouting } from '../../connectors/sources/shared-topic';
import type { ConnectorModel, JobModel, MergesModel } from '../../local/model/platform';

/** A capture `name` of tables of one server, whose topics begin with its name. */
export function capture(name: string, ...tables: string[]): ConnectorModel {
  return connector({
    name: `${name}-cdc`,
    capture: name,
    topicPrefix: name,
    config: { 'topic.prefix': name, 'table.include.list': tables.map((table) => table.replace('.', '\\.')).join(',') },
  });
}

/** The same with one topic for all tables. */
export function sharingCapture(name: string, ...tables: string[]): ConnectorModel {
  const own = capture(name, ...tables);
  const config = { ...(own.resource.properties.ConnectorConfiguration as object), ...rerouting(name) };
  return { ...own, resource: { ...own.resource, properties: { ConnectorConfiguration: config } } };
}

/** A capture `name` of made-up rows, which go to one topic. */
export function generator(name: string, topic: string): ConnectorModel {
  const config = { 'connector.class': 'io.tributary.connect.orders.OrdersSourceConnector', topic };
  return connector({ name: `${name}-source`, capture: name, topic, config });
}

/** The sink of a pipeline that keeps the rows of topics as items. */
export function itemSink(name: string, ...topics: string[]): ConnectorModel {
  const config = { 'connector.class': 'io.tributary.connect.dynamodb.DynamoDbSinkConnector' };
  return connector({ name: `${name}-sink`, pipeline: name, consumes: topics, config });
}

/** The sink of a pipeline that archives topics. */
export function archive(name: string, ...topics: string[]): ConnectorModel {
  return connector({ name: `${name}-sink`, pipeline: name, consumes: topics, config: { 's3.bucket.name': 'b' } });
}

/** The sink of a pipeline that logs the changes of topics in a database of Iceberg tables. */
export function logSink(name: string, database: string, ...topics: string[]): ConnectorModel {
  const config = {
    'connector.class': 'org.apache.iceberg.connect.IcebergSinkConnector',
    transforms: 'rows',
    'transforms.rows.type': 'io.tributary.connect.iceberg.TypedRows',
    ...Object.fromEntries(topics.map((topic, i) => [`transforms.rows.topic.${topic}.table`, `${database}.t${i}`])),
  };
  return connector({ name: `${name}-sink`, pipeline: name, consumes: topics, config });
}

/** The job of a pipeline that merges tables of topics from the log in a database. */
export function mergeJob(name: string, log: string, ...topics: string[]): JobModel {
  return { ...tablesJob(name, 'batch', ...topics), log };
}

/** The job of a pipeline that makes tables of topics. */
export function tablesJob(name: string, kind: JobModel['kind'], ...topics: string[]): JobModel {
  return { name: `${name}-job`, pipeline: name, kind, topics } as unknown as JobModel;
}

/** What of a pipeline keeps tables of topics in a warehouse. */
export function warehouseTables(name: string, ...topics: string[]): MergesModel {
  return { name, pipeline: name, topics, tables: [] } as unknown as MergesModel;
}

function connector({ config, ...parts }: Partial<ConnectorModel> & { readonly config: object }): ConnectorModel {
  return {
    pipeline: undefined,
    capture: undefined,
    consumes: [],
    topicPrefix: undefined,
    topic: undefined,
    resource: { properties: { ConnectorConfiguration: config } },
    ...parts,
  } as unknown as ConnectorModel;
}
