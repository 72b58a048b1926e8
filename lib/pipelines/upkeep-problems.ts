import { tableName } from '../../connectors/dataset';
import type { JobOptions } from '../config/job';
import type { UpkeepConfig } from '../config/upkeep';
import { packText } from '../core/packed-text';
import { MAX_TABLES_ARGUMENT } from '../transform/job-arguments';
import { runScheduleProblem } from '../transform/run-schedule';
import { runProblems } from '../transform/upsert-problems';
import type { Pipeline } from './destination-kind';
import type { PlannedPipeline } from './platform-plan';

/** A merge or a query may take as long as that. */
const LEAST_HOURS = 24;

/** Every rule that the upkeep of the lake breaks, as `property rule, got: value` sentences; empty when it is sound, or there is none. */
export function upkeepProblems(upkeep: UpkeepConfig | undefined, pipelines: readonly PlannedPipeline[]): string[] {
  if (upkeep === undefined) {
    return [];
  }
  const { every, retention } = upkeep;
  const names = pipelines.flatMap(({ plan }) => plan.lakeTables.map(tableName));
  const hasTables = names.length > 0 || pipelines.some(({ plan }) => plan.icebergDatabase !== undefined);
  const schedule = runScheduleProblem(every);
  const hours = retention.toHours({ integral: false });
  const { length } = packText(JSON.stringify(names));
  return [
    ...(hasTables ? [] : ['`upkeep` must have Delta or Iceberg tables to keep, got: none of `pipelines`']),
    ...(schedule === undefined ? [] : [`\`upkeep.every\` ${schedule}`]),
    ...runProblems(upkeep, 'upkeep.'),
    ...(Number.isInteger(hours) && hours >= LEAST_HOURS
      ? []
      : [`\`upkeep.retention\` must be at least ${LEAST_HOURS} whole hours, got: ${hours} hours`]),
    ...pipelines.flatMap(({ pipeline }) => mergeProblems(retention.toMinutes({ integral: false }), pipeline)),
    ...(length <= MAX_TABLES_ARGUMENT
      ? []
      : [
          `\`upkeep\` must be of Delta tables whose names have at most ${MAX_TABLES_ARGUMENT} characters, as an argument of its job, got: ${length} for ${names.length} tables`,
        ]),
  ];
}

/** Where the last snapshot of a log that a run merged is gone before the next one has read what came after it, that reads all. */
function mergeProblems(retention: number, { name, kind, options }: Pipeline): string[] {
  if (kind.reads(options) !== 'log') {
    return [];
  }
  const { every, timeout } = options as JobOptions;
  const needed = every.toMinutes({ integral: false }) + timeout.toMinutes({ integral: false });
  return retention >= needed
    ? []
    : [
        `\`upkeep.retention\` must be at least \`every\` and \`timeout\` of ${name} together, ${needed} minutes, or its runs read their whole log each time, got: ${retention} minutes`,
      ];
}
