import type { RunningPlatform } from '../session/running-platform';

/** What there is to do with a run that stays up: commands as they can be typed, each with what it does. */
export function tryNext({
  jobs,
  merges,
  catalogTables,
}: Pick<RunningPlatform, 'jobs' | 'merges' | 'catalogTables'>): string[] {
  const [job] = jobs;
  const [merged] = merges;
  const [table] = catalogTables;
  const commands: readonly (readonly [string, string])[] = [
    ['npm run local:status', 'servers, connectors and jobs, and whether they are alive'],
    ...(job === undefined ? [] : [[`npm run local:job ${job.model.pipeline}`, 'runs the job now'] as const]),
    ...(merged === undefined
      ? []
      : [[`npm run local:job ${merged.model.name}`, 'merges into the warehouse now'] as const]),
    ...(table === undefined
      ? []
      : [[`npm run local:sql 'SELECT count(*) FROM ${table.name}'`, 'asks the tables'] as const]),
    ['npm run local:prove', 'proves again what is there then'],
    ['npm run local:apply', 'brings everything to what the app says then'],
  ];
  const width = Math.max(...commands.map(([command]) => command.length));
  return ['to try next:', ...commands.map(([command, what]) => `  ${command.padEnd(width)}  # ${what}`)];
}
