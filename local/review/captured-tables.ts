import { type EnvironmentTemplates, type Resource, resourcesOfType } from '../assembly/environment-templates';
import { declaredTables } from '../jobs/declared-tables';
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
  /** Delta tables that jobs make of it. */
  readonly deltaTables: readonly string[];
}

/** Every captured table of an environment, by its topic and its own name. Lists that are known at deployment only count as empty. */
export function capturedTables(templates: EnvironmentTemplates): Map<string, CapturedTable> {
  const connectors = resourcesOfType(templates, 'AWS::KafkaConnect::Connector');
  const sinks = connectors.map(optionsOf).filter((options) => typeof options.topics === 'string');
  const jobTables = resourcesOfType(templates, 'AWS::Glue::Job').flatMap(tablesOfJob);
  const tables = connectors.flatMap((connector) => {
    const options = optionsOf(connector);
    return includedTables(options).map(({ id, topic }): CapturedTable => {
      const archives = sinks.filter((sink) => splitList(sink.topics).includes(topic));
      return {
        table: id,
        topic,
        connector: physicalName(connector) ?? connector.logicalId,
        archivePrefixes: archives.map((sink) =>
          [sink['s3.prefix'], topic].filter((part) => part !== undefined).join('/'),
        ),
        deltaTables: [...new Set(jobTables.filter((entry) => entry.topic === topic).map(({ name }) => name))],
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

function tablesOfJob({ properties }: Resource): { readonly topic: string; readonly name: string }[] {
  const { '--tables': tables } = (properties.DefaultArguments ?? {}) as Record<string, unknown>;
  if (typeof tables !== 'string') return [];
  try {
    return [...declaredTables<{ readonly topic: string; readonly name: string }>(tables)];
  } catch {
    return [];
  }
}
