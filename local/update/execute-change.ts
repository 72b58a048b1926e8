import type { EnvironmentTemplates, Resource } from '../assembly/environment-templates';
import type { UpdateContext, VerbsByType } from '../kinds/kind';
import type { StepLog } from '../report/step-log';
import type { PlannedChange } from './plan-update';
import type { RunningEnvironment } from './running-environment';
import { ChangeRemainsError } from './update-errors';
import { describeStep, type UpdateStep } from './update-step';

export interface ExecuteChangeInputs {
  readonly running: RunningEnvironment;
  readonly next: EnvironmentTemplates;
  readonly verbs: VerbsByType;
  readonly context: UpdateContext;
  /** Tells of each step that does something. @default - nobody */
  readonly steps?: StepLog;
  /** What finishes a creation that was begun earlier. @default - none was */
  readonly begun?: (resource: Resource) => (() => Promise<void>) | undefined;
}

/** Does one step of an update, and writes it into the books exactly when it is done. */
export async function executeChange(step: UpdateStep, inputs: ExecuteChangeInputs): Promise<void> {
  const { running, next, steps } = inputs;
  const { phase, change } = step;
  // What a replacement leaves behind stands in no template any more.
  const isBooked = phase === 'change' || change.action !== 'replace';
  const work = (): Promise<void> => (phase === 'change' ? make(change, inputs) : remove(change, inputs));
  try {
    await (steps !== undefined && change.runs.length > 0 ? steps.run(describeStep(step), work) : work());
  } catch (error) {
    // CloudFormation forgets what it could not delete, and goes on.
    if (isBooked && (phase === 'cleanup' || error instanceof ChangeRemainsError)) running.setApplied(change, next);
    throw error;
  }
  if (isBooked) running.setApplied(change, next);
}

async function make(change: PlannedChange, { verbs, context, begun }: ExecuteChangeInputs): Promise<void> {
  const own = verbs[change.type];
  if (change.runs.includes('update')) await own?.update?.run(change, context);
  if (!change.runs.includes('create') || change.after === undefined) return;
  const finish = begun?.(change.after) ?? own?.begin?.(change.after, context);
  await (finish === undefined ? own?.create?.(change.after, context) : finish());
}

async function remove(change: PlannedChange, { verbs, context }: ExecuteChangeInputs): Promise<void> {
  if (change.runs.includes('remove') && change.before !== undefined) {
    await verbs[change.type]?.remove?.(change.before, context);
  }
}
