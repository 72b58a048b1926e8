import type { EnvironmentTemplates } from '../assembly/environment-templates';
import { StepLog } from '../report/step-log';
import { dependencyDepths } from './dependency-order';
import { executeChange } from './execute-change';
import type { Executors, UpdateContext } from './executor';
import type { PlannedChange, UpdatePlan } from './plan-update';
import type { RunningEnvironment } from './running-environment';
import { UpdateFailedError } from './update-errors';
import { describeStep, type UpdateStep } from './update-step';

export interface ExecuteInputs {
  readonly running: RunningEnvironment;
  readonly next: EnvironmentTemplates;
  readonly plan: UpdatePlan;
  readonly executors: Executors;
  readonly print: (line: string) => void;
}

/**
 * Does what a plan says, stack after stack: first what is new or changed, each resource after those it depends on, then what
 * goes. The books follow every single change, so that they are right wherever it stops.
 *
 * CloudFormation would roll back. Here everything stays as far as it came, and the next update starts from there.
 *
 * @throws UpdateFailedError saying what was done and what was not
 */
export async function executeUpdate({ running, next, plan, executors, print }: ExecuteInputs): Promise<void> {
  const context: UpdateContext = {
    next: running.session(next),
    before: running.session(),
    platform: () => running.platform,
    setPlatform: (changes) => running.setPlatform(changes),
  };
  const stacks = plan.stacks.filter(({ kind }) => kind !== 'left');
  const waves = stacks.map((stack) => ({
    stackName: stack.stackName,
    changes: inWaves('change', stack.changes, next),
    cleanup: inWaves('cleanup', stack.changes, context.before.templates),
  }));
  const pending = new Set(waves.flatMap(({ changes, cleanup }) => [...changes, ...cleanup].flat()));
  const done: UpdateStep[] = [];
  const steps = new StepLog(print);
  const runWave = async (wave: readonly UpdateStep[]): Promise<void> => {
    const results = await Promise.allSettled(
      wave.map(async (step) => {
        await executeChange(step, { running, next, executors, context, steps });
        done.push(step);
        pending.delete(step);
      }),
    );
    const failed = results.findIndex(({ status }) => status === 'rejected');
    const [step, result] = [wave[failed], results[failed]];
    if (step !== undefined && result?.status === 'rejected') throw stoppedAt(step, done, pending, result.reason);
  };
  for (const { stackName, changes, cleanup } of waves) {
    for (const wave of changes) await runWave(wave);
    running.setStack(next, stackName);
    for (const wave of cleanup) await runWave(wave);
    running.setStack(next, stackName);
  }
}

/** Steps of one stack that do not need each other are in one wave. */
function inWaves(
  phase: UpdateStep['phase'],
  changes: readonly PlannedChange[],
  templates: EnvironmentTemplates,
): UpdateStep[][] {
  const waves = new Map<number, UpdateStep[]>();
  for (const change of changes.filter((candidate) => happensIn(phase, candidate))) {
    const stack = templates.stacks.find(({ stackName }) => stackName === change.stackName);
    const depth = (stack && dependencyDepths(templates, stack).get(change.logicalId)) ?? 0;
    waves.set(depth, [...(waves.get(depth) ?? []), { phase, change }]);
  }
  const order = phase === 'change' ? 1 : -1;
  return [...waves].sort(([one], [other]) => order * (one - other)).map(([, wave]) => wave);
}

function happensIn(phase: UpdateStep['phase'], { action, runs }: PlannedChange): boolean {
  const goes = action === 'delete' || action === 'abandon';
  return phase === 'change' ? !goes : goes || (action === 'replace' && runs.includes('remove'));
}

function stoppedAt(
  failed: UpdateStep,
  done: readonly UpdateStep[],
  pending: ReadonlySet<UpdateStep>,
  cause: unknown,
): UpdateFailedError {
  const left = [...pending].filter((step) => step !== failed && isRun(step));
  const lines = [
    `the update stopped at ${describeStep(failed)}; CloudFormation would roll back, here everything stays as far as it came`,
    `done: ${done.filter(isRun).map(describeStep).join(', ') || 'nothing'}`,
    `not done: ${left.map(describeStep).join(', ') || 'nothing else'}`,
  ];
  return new UpdateFailedError(lines.join('\n'), { cause });
}

function isRun({ change }: UpdateStep): boolean {
  return change.runs.length > 0;
}
