import { type EnvironmentTemplates, type Resource, resourcesOfType } from '../assembly/environment-templates';
import { declaredTables } from '../jobs/declared-tables';
import { archiveBucket } from '../model/archive-bucket';
import { icebergSink, isIcebergSink } from '../model/iceberg-sink';
import { includedTables, splitList } from '../model/included-tables';
import { physicalName } from './resource-name';

/** A table that a source connector captures, and what hangs on it. */
export interface CapturedTable {
  /** As the source calls it, such as `salesdb.CUSTOMER`. */
  readonly table: string;
  /** That its changes are in, with those of others perhaps. */
  readonly topic: string;
  /** Name of the connector that captures it. */
  readonly connector: string;
  /** Prefixes below which sinks archive its events. */
  readonly archivePrefixes: readonly string[];
  /** Tables of Iceberg that sinks append its events to, `<database>.<table>`. */
  readonly logs: readonly string[];
  /** Tables that jobs make of it. */
  readonly lakeTables: readonly LakeTable[];
}

/** A table that a job keeps. */
export interface LakeTable {
  readonly name: string;
  /** That its job makes it in; undefined where its entry of the catalog is a template's. */
  readonly database: string | undefined;
}

/** Every captured table of an environment, by its topic and its own name. Lists that are known at deployment only count as empty. */
export function capturedTables(templates: EnvironmentTemplates): Map<string, CapturedTable> {
  const connectors = resourcesOfType(templates, 'AWS::KafkaConnect::Connector');
  const sinks = connectors.map(optionsOf).filter((options) => typeof options.topics === 'string');
  const jobTables = resourcesOfType(templates, 'AWS::Glue::Job').flatMap(tablesOfJob);
  const tables = connectors.flatMap((connector) => {
    const options = optionsOf(connector);
    return includedTables(options).map(({ id, topic, ownTopic }): CapturedTable => {
      const own = sinks.filter((sink) => splitList(sink.topics).includes(topic));
      return {
        table: id,
        topic,
        connector: physicalName(connector) ?? connector.logicalId,
        archivePrefixes: own
          .filter((sink) => archiveBucket(sink) !== undefined)
          .map((sink) => [sink['s3.prefix'], topic].filter((part) => part !== undefined).join('/')),
        logs: own
          .filter(isIcebergSink)
          .flatMap((sink) => icebergSink(sink).tables)
          .filter((log) => log.topic === topic)
          .map(({ database, name }) => `${database}.${name}`),
        lakeTables: jobTables.filter((entry) => entry.topic === ownTopic),
      };
    });
  });
  return new Map(tables.map((table) => [idOf(table), table]));
}

/** What tells a captured table from all others: several may be in one topic, and one in several. */
export function idOf({ topic, table }: CapturedTable): string {
  return `${topic} ${table}`;
}

/** The topic of a name, where the environment makes it. */
export function topicNamed(templates: EnvironmentTemplates, name: string): Resource | undefined {
  return resourcesOfType(templates, 'AWS::MSK::Topic').find(({ properties }) => properties.TopicName === name);
}

/** The catalog's entry of a table. */
export function entryNamed(templates: EnvironmentTemplates, name: string): Resource | undefined {
  return resourcesOfType(templates, 'AWS::Glue::Table').find((entry) => physicalName(entry) === name);
}

function optionsOf({ properties }: Resource): Readonly<Record<string, unknown>> {
  return (properties.ConnectorConfiguration ?? {}) as Record<string, unknown>;
}

function tablesOfJob({ properties }: Resource): (LakeTable & { readonly topic: string })[] {
  const { '--tables': tables, '--database': given } = (properties.DefaultArguments ?? {}) as Record<string, unknown>;
  if (typeof tables !== 'string') return [];
  const database = typeof given === 'string' ? given : undefined;
  try {
    return declaredTables<{ readonly topic: string; readonly name: string }>(tables).map(({ topic, name }) => ({
      topic,
      name,
      database,
    }));
  } catch {
    return [];
  }
}
