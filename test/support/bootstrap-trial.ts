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
export function found({ output }: BootstrapOutcome): { readonly problems: string[]; readonly metric: unknown } {
  const lines = output.split('\n').filter((line) => line.startsWith('{'));
  const parsed = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  return {
    problems: parsed.flatMap(({ database, problem }) => (database === 'salesdb' ? String(problem) : [])),
    metric: parsed.find((line) => '_aws' in line)?.['SourceProblems'],
  };
}
