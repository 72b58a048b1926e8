import { resourceId } from '../assembly/environment-templates';
import { KEEPING_POLICIES } from '../update/resource-change';
import { type CapturedTable, capturedTables, entryNamed, idOf, type LakeTable, topicNamed } from './captured-tables';
import type { EnvironmentComparison } from './compare-environments';
import { type Finding, note } from './finding';

/** What becomes of the tables that are captured no more, and of those that are captured from now on. */
export interface TableChanges {
  readonly findings: readonly Finding[];
  /** Ids of topics and entries of the catalog whose removal the findings tell. */
  readonly told: ReadonlySet<string>;
}

/**
 * Tables of a connector that is only left out for a while are not gone: their topics are still there.
 */
export function tableChanges(comparison: EnvironmentComparison): TableChanges {
  const [before, after] = [capturedTables(comparison.before), capturedTables(comparison.after)];
  const gone = [...before.values()].filter(
    (table) => !after.has(idOf(table)) && (isMade(comparison, table.connector) || !hasTopic(comparison, table.topic)),
  );
  const connectors = new Set([...before.values()].map(({ connector }) => connector));
  const added = [...after.values()].filter((table) => !before.has(idOf(table)) && connectors.has(table.connector));
  return {
    findings: [...gone.map((table) => removed(comparison, table)), ...added.map(addition)],
    told: new Set(gone.flatMap((table) => toldBy(comparison, table))),
  };
}

function isMade({ after }: EnvironmentComparison, connector: string): boolean {
  return [...capturedTables(after).values()].some((table) => table.connector === connector);
}

function hasTopic({ after }: EnvironmentComparison, topic: string): boolean {
  return topicNamed(after, topic) !== undefined;
}

function toldBy({ before }: EnvironmentComparison, { topic, lakeTables }: CapturedTable): string[] {
  const entries = lakeTables.filter(({ database }) => database === undefined);
  return [topicNamed(before, topic), ...entries.map(({ name }) => entryNamed(before, name))].flatMap((resource) =>
    resource === undefined ? [] : [resourceId(resource)],
  );
}

function removed(comparison: EnvironmentComparison, table: CapturedTable): Finding {
  const topic = topicFate(comparison, table);
  return {
    severity: topic === 'deleted' ? 'destroys' : 'note',
    text: `table \`${table.table}\` is captured no more by connector \`${table.connector}\``,
    details: [
      TOPIC_WORDS[topic](table.topic),
      ...table.archivePrefixes.map((prefix) => `archive: what is below \`${prefix}/\` stays; nothing is added to it`),
      ...table.logs.map((log) => `log \`${log}\`: its rows stay; nothing is added to it`),
      ...new Set(table.lakeTables.map((each) => lakeWords(comparison, each))),
      ...AGAIN_WORDS[topic],
      'taken back later, only changes from then on arrive: rows and changes of meanwhile are not read',
    ],
  };
}

type TopicFate = 'deleted' | 'left' | 'kept' | 'none';

function topicFate(comparison: EnvironmentComparison, { topic }: CapturedTable): TopicFate {
  const before = topicNamed(comparison.before, topic);
  if (hasTopic(comparison, topic)) return 'kept';
  if (before === undefined) return 'none';
  const stackStays = comparison.after.stacks.some(({ stackName }) => stackName === before.stack.stackName);
  return KEEPING_POLICIES.has(before.deletionPolicy) || !stackStays ? 'left' : 'deleted';
}

const TOPIC_WORDS: Readonly<Record<TopicFate, (topic: string) => string>> = {
  deleted: (topic) => `topic \`${topic}\`: DELETED, its events go for good`,
  left: (topic) => `topic \`${topic}\`: stays with its events, left behind, and no longer managed by this app`,
  kept: (topic) => `topic \`${topic}\`: stays as it is`,
  none: (topic) => `topic \`${topic}\`: not made by this app`,
};

const AGAIN_WORDS: Readonly<Record<TopicFate, readonly string[]>> = {
  deleted: [
    'taken back later, its topic begins at offset 0: its archive needs a new prefix (docs/limits.md), ' +
      'or the sink stops below what is archived',
  ],
  left: [
    'taken back later, the deployment meets the topic (AlreadyExists): import it into the stack, ' +
      'or delete it first, and then its archive needs a new prefix (docs/limits.md)',
  ],
  kept: [],
  none: [],
};

function lakeWords({ before, after }: EnvironmentComparison, { name, database }: LakeTable): string {
  if (database !== undefined) {
    return `Iceberg table \`${database}.${name}\`: its files, last state and entry in the catalog stay, the job that is taken away writes it no more`;
  }
  const entry = entryNamed(before, name);
  const goes = entry !== undefined && entryNamed(after, name) === undefined;
  const abandoned = goes && KEEPING_POLICIES.has(entry.deletionPolicy);
  const words = abandoned
    ? 'its entry in the catalog is left behind'
    : goes
      ? 'its entry leaves the catalog, so no SQL finds it'
      : 'its entry stays in the catalog';
  return `Delta table \`${name}\`: its files and last state stay, the job that is taken away writes it no more; ${words}`;
}

function addition({ table, connector }: CapturedTable): Finding {
  return note(
    `table \`${table}\` is captured from now on by connector \`${connector}\``,
    'rows that it has already are not read, only changes from then on (docs/limits.md)',
  );
}
