import { LocalRunError } from '../local-run-error';
import type { RunningPlatform } from '../platform';
import type { QueryEngine } from '../servers/local-server';

/** An environment in which nobody can query tables. */
export class NoQueryEngineError extends LocalRunError {}

/** @throws NoQueryEngineError */
export function queryEngineOf({ queryEngine }: RunningPlatform): QueryEngine {
  if (queryEngine === undefined)
    throw new NoQueryEngineError('tables are looked at through Athena, and there is no workgroup');
  return queryEngine;
}
