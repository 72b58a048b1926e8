import {
  allRecordsTopic,
  type Dataset,
  DEFAULT_PARTITIONS,
  lakePart,
  schemasOf,
  tableId,
  topicName,
  topicNamePrefix,
} from '../../connectors/dataset';
import type { SharedTopic } from '../../connectors/sources/shared-topic';
import type { UndeclaredTables } from '../../connectors/sources/undeclared-tables';
import { type DatabaseCapture, DEFAULT_UNDECLARED_TABLES } from '../config/capture';
import type { DatabaseStack } from '../stacks/database-stack';

/** A topic with the changes of all tables of a capture. */
export interface CapturedTopic {
  readonly name: string;
  /** Whether there may be changes of tables that nobody declared. */
  readonly undeclaredTables: 'leave' | 'capture';
}

/** @returns undefined where each table has its own */
export function capturedTopic(key: string, { sharedTopic }: DatabaseCapture): CapturedTopic | undefined {
  return (
    sharedTopic && {
      name: allRecordsTopic(key),
      undeclaredTables: sharedTopic.undeclaredTables ?? DEFAULT_UNDECLARED_TABLES,
    }
  );
}

/** What the connector of a capture makes of it. */
export function madeTopic({ sharedTopic }: DatabaseCapture): SharedTopic | undefined {
  return sharedTopic && { partitions: sharedTopic.partitions ?? DEFAULT_PARTITIONS };
}

/**
 * Tables that a capture takes although nobody declared them: of the schemas of its own, and none that is declared elsewhere, or is
 * the platform's.
 */
export function undeclaredTables(
  { sharedTopic }: DatabaseCapture,
  datasets: readonly Dataset[],
  { tables, database: { heartbeatTable } }: Pick<DatabaseStack, 'tables'> & { database: { heartbeatTable: string } },
): readonly UndeclaredTables[] | undefined {
  if (sharedTopic?.undeclaredTables !== 'capture') {
    return undefined;
  }
  const captured = datasets.map(tableId);
  const others = [
    heartbeatTable,
    ...Object.values(tables).map(tableId),
    // What Kafka calls a captured table, and another table may be called.
    ...datasets.map((dataset) => `${dataset.schema}.${topicName(dataset).slice(topicNamePrefix(dataset).length)}`),
  ].filter((id) => !captured.includes(id));
  return schemasOf(datasets).map((schema) => {
    const own = `${schema}.`;
    return { schema, except: others.filter((id) => id.startsWith(own)).map((id) => id.slice(own.length)) };
  });
}

/** Every rule that the topic of a capture breaks, as `property rule, got: value` sentences. */
export function sharedTopicProblems(
  at: string,
  { sharedTopic }: DatabaseCapture,
  datasets: readonly Dataset[],
): string[] {
  const partitions = sharedTopic?.partitions ?? DEFAULT_PARTITIONS;
  return [
    ...(Number.isInteger(partitions) && partitions >= 1
      ? []
      : [`\`${at}.partitions\` must be a whole number of at least 1, got: ${partitions}`]),
    ...(sharedTopic?.undeclaredTables === 'capture' ? schemaProblems(at, schemasOf(datasets)) : []),
  ];
}

/** Names of undeclared tables in the lake are made of schema and table: of two schemas they could be the same. */
function schemaProblems(at: string, schemas: readonly string[]): string[] {
  const names = schemas.map(lakePart);
  return names.flatMap((name, index) =>
    names
      .filter((other, place) => place !== index && (other === name ? place < index : other.startsWith(`${name}_`)))
      .map(
        (other) =>
          `\`${at}.undeclaredTables\` must be leave where one schema's name begins as another's in the lake, for two tables could have one name there, got: ${name} and ${other}`,
      ),
  );
}
