import { cp, rm } from 'node:fs/promises';

import type { EnvironmentTemplates } from '../assembly/environment-templates';
import { loadAssembly, selectEnvironment } from '../assembly/load-assembly';
import type { VerbsByType } from '../kinds/kind';
import { archivedTopics } from './archived-topics';
import { executeUpdate } from './execute-update';
import { partOfRun } from './part-of-run';
import { isEmpty, planUpdate, type UpdatePlan } from './plan-update';
import { printPlan } from './print-plan';
import type { RunningEnvironment } from './running-environment';
import { UpdateRefusedError } from './update-errors';

export interface UpdateRequest {
  /** Directory of the synthesized app. */
  readonly app: string;
  /** Only print what would be done. */
  readonly planOnly: boolean;
  /** Update stacks whose template did not change, too. */
  readonly force: boolean;
  readonly print: (line: string) => void;
}

/**
 * Brings what runs to what another synthesized app says, as a deployment of all its stacks would.
 *
 * @param directory new folder, for the run's own copy of the app
 * @throws UpdateRefusedError when nothing was begun
 * @throws UpdateFailedError when it stopped in the middle
 */
export async function applyUpdate(
  running: RunningEnvironment,
  verbs: VerbsByType,
  request: UpdateRequest,
  directory: string,
): Promise<void> {
  const { app, planOnly, force, print } = request;
  if (planOnly) {
    await planned(running, selectEnvironment(loadAssembly(app), running.environment), verbs, force, print);
    return;
  }
  // Its own, as a deployment uploads its assets: plugins and code are read again later, when the app may be another.
  await cp(app, directory, { recursive: true });
  let isTaken = false;
  try {
    const next = selectEnvironment(loadAssembly(directory), running.environment);
    const plan = await planned(running, next, verbs, force, print);
    isTaken = !isEmpty(plan);
    await executeUpdate({ running, next, plan, verbs, print });
  } finally {
    if (!isTaken) await rm(directory, { recursive: true, force: true });
  }
}

async function planned(
  running: RunningEnvironment,
  next: EnvironmentTemplates,
  verbs: VerbsByType,
  force: boolean,
  print: (line: string) => void,
): Promise<UpdatePlan> {
  const possible = planUpdate({
    state: running.state,
    next,
    verbs,
    force,
    isPartOfRun: partOfRun(running, next),
  });
  const refusals = [...possible.refusals, ...(await archivedTopics(possible, running.platform))];
  const plan = { ...possible, refusals };
  for (const line of printPlan(plan)) print(line);
  if (plan.refusals.length > 0) throw new UpdateRefusedError('the update is refused, and nothing was changed');
  return plan;
}
