import { LocalRunError } from '../local-run-error';
import { type ControlEndpoint, findControlEndpoints } from './control-file';

/** No run to ask or to change, or none that is meant. */
export class NoRunError extends LocalRunError {}

/**
 * The run of a working copy that stays up.
 *
 * @param environment that it must run; undefined for whatever runs
 * @param runId when several stay up
 * @throws NoRunError when there is none, or when it is not clear which one is meant
 */
export function selectRun(
  projectDirectory: string,
  environment: string | undefined,
  runId: string | undefined,
): ControlEndpoint {
  const all = findControlEndpoints(projectDirectory);
  const list = all.map((run) => `${run.runId} (${run.environment})`).join(', ');
  if (all.length === 0) throw new NoRunError('nothing stays up: start `npm run local -- --keep`');
  const matching = all.filter(
    (run) =>
      (environment === undefined || run.environment === environment) && (runId === undefined || run.runId === runId),
  );
  const [run, second] = matching;
  if (run === undefined) {
    const wanted = [...(runId === undefined ? [] : [runId]), ...(environment === undefined ? [] : [environment])];
    throw new NoRunError(`what stays up is ${list}, and not ${wanted.join(' of ')}`);
  }
  if (second !== undefined) throw new NoRunError(`several runs stay up, choose with \`--run\`: ${list}`);
  return run;
}
