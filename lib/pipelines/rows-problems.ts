import { tableId, topicName } from '../../connectors/dataset';
import { rawTableName } from '../lake/parquet-table';
import { latestViewName } from '../serving/latest-views';
import { refinedViewName } from '../serving/refined-problems';
import type { Pipeline, PlannedRows } from './destination-kind';

/** What pipelines that keep rows in Parquet do to each other, and to those that have a database of the catalog. */
export function rowsFlowProblems(pipelines: readonly Pipeline[]): string[] {
  return [...folderProblems(pipelines), ...databaseProblems(pipelines)];
}

/** Objects are named by the topic alone: of two writers of one folder each would take the other's objects for its own. */
function folderProblems(pipelines: readonly Pipeline[]): string[] {
  const owners = new Map<string, string>();
  return pipelines.flatMap((pipeline) => {
    const topics = pipeline.kind.plan(pipeline).rows?.keptRows.map(({ dataset }) => topicName(dataset)) ?? [];
    return topics.flatMap((topic) => {
      const owner = owners.get(topic);
      owners.set(topic, owner ?? pipeline.name);
      return owner === undefined
        ? []
        : [
            `\`pipelines.${pipeline.name}.tables\` must be tables whose rows no other pipeline keeps in Parquet (${owner} does), for both would write to one folder, got: ${topic}`,
          ];
    });
  });
}

function databaseProblems(pipelines: readonly Pipeline[]): string[] {
  const owners = new Map<string, string>();
  const planned = pipelines.map((pipeline) => ({ pipeline, plan: pipeline.kind.plan(pipeline) }));
  for (const { pipeline, plan } of planned) {
    if (plan.icebergDatabase !== undefined) owners.set(plan.icebergDatabase, pipeline.name);
  }
  return planned.flatMap(({ pipeline, plan: { rows } }) => {
    if (rows === undefined) {
      return [];
    }
    const owner = owners.get(rows.databaseName);
    owners.set(rows.databaseName, owner ?? pipeline.name);
    return owner === undefined
      ? []
      : [
          `\`pipelines.${pipeline.name}.to.database\` must be one that no other pipeline makes (${owner} does), got: ${rows.databaseName}`,
        ];
  });
}

/**
 * Tables and views of one pipeline that are called the same, as `property rule, got: value` sentences.
 *
 * @param at path of the options, without quotes
 */
export function rowsNameProblems(at: string, { keptRows, namePrefix }: PlannedRows): string[] {
  const owners = new Map<string, string>();
  return keptRows.flatMap(({ dataset }) => {
    const tableName = rawTableName(namePrefix, dataset);
    return [tableName, latestViewName({ tableName }), refinedViewName({ tableName })].flatMap((name) => {
      const owner = owners.get(name);
      owners.set(name, owner ?? tableId(dataset));
      return owner === undefined
        ? []
        : [
            `\`${at}\` must make tables and views with names of their own; a \`lakeName\` gives others, got twice: ${name}, of ${owner} and ${tableId(dataset)}`,
          ];
    });
  });
}
