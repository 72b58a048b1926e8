import type { EnvironmentTemplates } from '../assembly/environment-templates';
import type { VerbsByType } from '../kinds/kind';
import { causeChain } from '../local-run-error';
import { StepLog } from '../report/step-log';
import { dependencyDepths } from './dependency-order';
import { executeChange } from './execute-change';
import type { PlannedChange, UpdatePlan } from './plan-update';
import type { RunningEnvironment } from './running-environment';
import { UpdateFailedError } from './update-errors';
import { describeStep, type UpdateStep } from './update-step';

export interface ExecuteInputs {
  readonly running: RunningEnvironment;
  readonly next: EnvironmentTemplates;
  readonly plan: UpdatePlan;
  readonly verbs: VerbsByType;
  readonly print: (line: string) => void;
}

interface FailedStep {
  readonly step: UpdateStep;
  readonly cause: unknown;
}

/**
 * Does what a plan says, stack after stack: first what is new or changed, each resource after those it depends on, then what
 * goes. The books follow every single change, so that they are right wherever it stops.
 *
 * CloudFormation would roll back. Here everything stays as far as it came, and the next update starts from there. What cannot
 * be deleted stops nothing: it is left behind and forgotten, as CloudFormation does it.
 *
 * @throws UpdateFailedError saying what was done and what was not, or what was left behind
 */
export async function executeUpdate({ running, next, plan, verbs, print }: ExecuteInputs): Promise<void> {
  const context = running.contextOf(next);
  const stacks = plan.stacks.filter(({ kind }) => kind !== 'left');
  const waves = stacks.map((stack) => ({
    stackName: stack.stackName,
    changes: inWaves('change', stack.changes, next),
    cleanup: inWaves('cleanup', stack.changes, context.before.templates),
  }));
  const pending = new Set(waves.flatMap(({ changes, cleanup }) => [...changes, ...cleanup].flat()));
  const done: UpdateStep[] = [];
  const leftBehind: FailedStep[] = [];
  const steps = new StepLog(print);
  const runWave = async (wave: readonly UpdateStep[]): Promise<FailedStep[]> => {
    const failures = await Promise.all(
      wave.map(async (step): Promise<FailedStep[]> => {
        pending.delete(step);
        try {
          await executeChange(step, { running, next, verbs, context, steps });
          done.push(step);
          return [];
        } catch (cause) {
          return [{ step, cause }];
        }
      }),
    );
    return failures.flat();
  };
  for (const { stackName, changes, cleanup } of waves) {
    for (const wave of changes) {
      const [failed, ...others] = await runWave(wave);
      if (failed !== undefined) throw stoppedAt(failed, others, done, pending);
    }
    running.setStack(next, stackName);
    for (const wave of cleanup) leftBehind.push(...(await runWave(wave)));
    running.setStack(next, stackName);
  }
  if (leftBehind.length > 0) throw notDeleted(leftBehind);
}

/** Steps of one stack that do not need each other are in one wave. */
export function inWaves(
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
  { step, cause }: FailedStep,
  others: readonly FailedStep[],
  done: readonly UpdateStep[],
  pending: ReadonlySet<UpdateStep>,
): UpdateFailedError {
  const lines = [
    `the update stopped at ${describeStep(step)}; CloudFormation would roll back, here everything stays as far as it came`,
    ...others.map(describeFailure),
    `done: ${done.filter(isRun).map(describeStep).join(', ') || 'nothing'}`,
    `not done: ${[...pending].filter(isRun).map(describeStep).join(', ') || 'nothing else'}`,
  ];
  return new UpdateFailedError(lines.join('\n'), { cause });
}

function notDeleted(failures: readonly FailedStep[]): UpdateFailedError {
  const done = 'the update is done, but for what could not be deleted: it is left behind, as CloudFormation leaves it';
  return new UpdateFailedError([done, ...failures.map(describeFailure)].join('\n'));
}

function describeFailure({ step, cause }: FailedStep): string {
  return `failed: ${describeStep(step)}: ${causeChain(cause).join(': ')}`;
}

function isRun({ change }: UpdateStep): boolean {
  return change.runs.length > 0;
}
