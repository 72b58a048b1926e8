import type { BootstrapFixture, BootstrapOutcome } from './bootstrap-fixture';

/** Does something while the server or a table is otherwise. */
export async function meanwhile<T>(
  { root }: BootstrapFixture,
  before: readonly string[],
  after: readonly string[],
  work: () => Promise<T>,
): Promise<T> {
  for (const sql of before) await root.query(sql);
  try {
    return await work();
  } finally {
    for (const sql of after) await root.query(sql);
  }
}

/** The problems that a check of the sample database logged, and the number that it reported. */
export function found(outcome: BootstrapOutcome): Found {
  return problemsOf(outcome, 'salesdb');
}

export interface Found {
  readonly problems: string[];
  readonly metric: unknown;
}

/** The same of any database. */
export function problemsOf({ output }: BootstrapOutcome, name: string): Found {
  const lines = output.split('\n').filter((line) => line.startsWith('{'));
  const parsed = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  return {
    problems: parsed.flatMap(({ database, problem }) => (database === name ? String(problem) : [])),
    metric: parsed.find((line) => '_aws' in line)?.['SourceProblems'],
  };
}
