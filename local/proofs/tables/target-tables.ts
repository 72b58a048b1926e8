import { declaredTables } from '../../jobs/declared-tables';
import { LocalRunError } from '../../local-run-error';
import type { QueryEngine } from '../../servers/local-server';
import type { RunnableJob, RunningPlatform } from '../../session/running-platform';

/** A table that a job keeps equal to a captured one, as the catalog knows it. */
export interface TargetTable {
  readonly topic: string;
  readonly database: string;
  /** Name in the catalog, and of the folder that holds the table. */
  readonly name: string;
  readonly keys: readonly string[];
  /** Columns that the job declares, by the name that they have in the table. */
  readonly columns: Readonly<Record<string, DeclaredColumn>>;
}

/** A type, and every name that the column has or had in the source where that is more than its own. */
export type DeclaredColumn =
  | string
  | { readonly type: string; readonly from?: readonly string[]; readonly dropped?: boolean };

/** Tables that nobody can query. */
export class TargetTableError extends LocalRunError {}

/** @throws TargetTableError where the environment has no workgroup */
export function queryEngineOf({ queryEngine }: RunningPlatform): QueryEngine {
  if (queryEngine === undefined) {
    throw new TargetTableError('tables are looked at through Athena, and there is no workgroup');
  }
  return queryEngine;
}

/** The tables of a job, by its own argument, with the database that it makes them in, or that a template declares them in. */
export function targetTables(platform: RunningPlatform, job: RunnableJob): TargetTable[] {
  const declared = declaredTables<Omit<TargetTable, 'database'>>(job.defaultArguments['--tables']);
  const own = job.defaultArguments['--database'];
  return declared.map(({ topic, name, keys, columns }) => {
    if (own !== undefined) return { topic, name, keys, columns, database: own };
    const location = `${job.defaultArguments['--lake']}/${name}`;
    const found = platform.catalogTables.find((table) => table.name === name && table.location === location);
    if (found === undefined) {
      throw new TargetTableError(`job ${job.model.name} keeps ${location}, and no \`AWS::Glue::Table\` says so`);
    }
    return { topic, name, keys, columns, database: found.database };
  });
}
