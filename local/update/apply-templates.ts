import type { EnvironmentTemplates, Resource } from '../assembly/environment-templates';
import { verbsOf } from '../kinds/kind';
import { executeUpdate } from './execute-update';
import { planUpdate } from './plan-update';
import type { RunningEnvironment } from './running-environment';
import { UpdateRefusedError } from './update-errors';

/**
 * An update to templates that were made of the running ones, as one to templates of another configuration.
 *
 * @throws UpdateRefusedError, UpdateFailedError
 */
export async function applyTemplates(
  running: RunningEnvironment,
  next: EnvironmentTemplates,
  isPartOfRun: (resource: Resource) => boolean,
): Promise<void> {
  const verbs = verbsOf(running.session().kinds);
  const plan = planUpdate({ state: running.state, next, verbs, force: false, isPartOfRun });
  const [refusal] = plan.refusals;
  if (refusal !== undefined) throw new UpdateRefusedError(`${refusal.change.logicalId}: ${refusal.reason}`);
  await executeUpdate({ running, next, plan, verbs, print: () => {} });
}
