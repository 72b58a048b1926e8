import type { EnvironmentTemplates } from '../assembly/environment-templates';
import type { StepLog } from '../report/step-log';
import type { Executors, UpdateContext } from './executor';
import type { PlannedChange } from './plan-update';
import type { RunningEnvironment } from './running-environment';
import { ChangeRemainsError } from './update-errors';
import { describeStep, type UpdateStep } from './update-step';

export interface ExecuteChangeInputs {
  readonly running: RunningEnvironment;
  readonly next: EnvironmentTemplates;
  readonly executors: Executors;
  readonly context: UpdateContext;
  readonly steps: StepLog;
}

/** Does one step of an update, and writes it into the books exactly when it is done. */
export async function executeChange(step: UpdateStep, inputs: ExecuteChangeInputs): Promise<void> {
  const { running, next, steps } = inputs;
  const { phase, change } = step;
  // What a replacement leaves behind stands in no template any more.
  const isBooked = phase === 'change' || change.action !== 'replace';
  const work = (): Promise<void> => (phase === 'change' ? make(change, inputs) : remove(change, inputs));
  try {
    await (change.runs.length > 0 ? steps.run(describeStep(step), work) : work());
  } catch (error) {
    // CloudFormation forgets what it could not delete, and goes on.
    if (isBooked && (phase === 'cleanup' || error instanceof ChangeRemainsError)) running.setApplied(change, next);
    throw error;
  }
  if (isBooked) running.setApplied(change, next);
}

async function make(change: PlannedChange, { executors, context }: ExecuteChangeInputs): Promise<void> {
  const executor = executors[change.type];
  if (change.runs.includes('update')) await executor?.update?.run(change, context);
  if (change.runs.includes('create') && change.after !== undefined) await executor?.create?.(change.after, context);
}

async function remove(change: PlannedChange, { executors, context }: ExecuteChangeInputs): Promise<void> {
  if (change.runs.includes('remove') && change.before !== undefined) {
    await executors[change.type]?.remove?.(change.before, context);
  }
}
