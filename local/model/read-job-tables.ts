import type { Resource } from '../assembly/environment-templates';
import { declaredTables } from '../jobs/declared-tables';

/** A table that a job makes, and the topic whose changes it is made of. */
export interface JobTable {
  readonly topic: string;
  readonly name: string;
}

/** The tables of an `AWS::Glue::Job`, by its argument; none where it has none. */
export function readJobTables({ properties }: Resource): readonly JobTable[] {
  const { '--tables': tables } = (properties.DefaultArguments ?? {}) as Readonly<Record<string, unknown>>;
  return typeof tables === 'string' ? declaredTables<JobTable>(tables) : [];
}
