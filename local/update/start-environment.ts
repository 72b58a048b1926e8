import type { EnvironmentTemplates, Resource } from '../assembly/environment-templates';
import { resourceId } from '../assembly/environment-templates';
import { early } from '../kinds/early';
import type { Kind } from '../kinds/kind';
import { verbsOf } from '../kinds/kind';
import { LocalRunError } from '../local-run-error';
import { executeChange } from './execute-change';
import { inWaves } from './execute-update';
import { partOfRun } from './part-of-run';
import { type PlannedChange, type PlannedStack, planUpdate } from './plan-update';
import { changedResource } from './resource-change';
import type { RunningEnvironment } from './running-environment';

/** Of one wave of one stack: each may open a connection of its own. */
const MOST_AT_ONCE = 16;

/** What finishes creations that were begun, by resource id. */
type Begun = ReadonlyMap<string, () => Promise<void>>;

/**
 * Brings an environment of which nothing runs to what its templates say: an update from nothing. What takes long is begun at
 * once; then each stack comes up after those it depends on, and in it each resource after those that it refers to.
 *
 * @throws LocalRunError naming the resource that could not be made
 */
export async function startEnvironment(
  running: RunningEnvironment,
  next: EnvironmentTemplates,
  kinds: readonly Kind[],
): Promise<void> {
  const verbs = verbsOf(kinds);
  const context = running.contextOf(next);
  const plan = planUpdate({
    state: running.state,
    next,
    verbs,
    force: false,
    isPartOfRun: partOfRun(running, next),
  });
  const [refusal] = plan.refusals;
  if (refusal !== undefined) {
    throw new LocalRunError(`${changeName(refusal.change)} would be refused: ${refusal.reason}; ${refusal.advice}`);
  }
  const opened = early(Promise.all(kinds.map((kind) => kind.open?.(context))));
  const begun: Begun = new Map(
    plan.stacks
      .flatMap(({ changes }) => changes)
      .filter(({ runs }) => runs.includes('create'))
      .flatMap((change) => {
        const resource = changedResource(change);
        const begin = verbs[change.type]?.begin;
        if (begin === undefined) return [];
        try {
          return [[resourceId(resource), begin(resource, context)] as const];
        } catch (cause) {
          throw notMade(change, cause);
        }
      }),
  );
  await opened;

  const createOne = async (change: PlannedChange): Promise<void> => {
    const finish = (resource: Resource): (() => Promise<void>) | undefined => begun.get(resourceId(resource));
    await executeChange({ phase: 'change', change }, { running, next, verbs, context, begun: finish }).catch(
      (cause: unknown) => {
        throw notMade(change, cause);
      },
    );
  };
  const createStack = async ({ stackName, changes }: PlannedStack): Promise<void> => {
    for (const wave of inWaves('change', changes, next)) {
      await eachOf(wave, ({ change }) => createOne(change));
    }
    running.setStack(next, stackName);
  };
  await inOrder(plan.stacks, next, createStack);
}

function changeName({ type, stackName, logicalId }: Pick<PlannedChange, 'type' | 'stackName' | 'logicalId'>): string {
  return `${type} ${stackName}/${logicalId}`;
}

function notMade(change: PlannedChange, cause: unknown): LocalRunError {
  return new LocalRunError(`${changeName(change)} could not be made`, { cause });
}

/** Each stack as soon as those are done that it depends on. */
async function inOrder(
  stacks: readonly PlannedStack[],
  templates: EnvironmentTemplates,
  create: (stack: PlannedStack) => Promise<void>,
): Promise<void> {
  const started = new Map<string, Promise<void>>();
  const start = (stack: PlannedStack): Promise<void> => {
    const known = started.get(stack.stackName);
    if (known !== undefined) return known;
    const { dependsOn = [] } = templates.stacks.find(({ stackName }) => stackName === stack.stackName) ?? {};
    const needed = stacks.filter(({ stackName }) => dependsOn.includes(stackName));
    const done = Promise.all(needed.map(start)).then(() => create(stack));
    started.set(stack.stackName, done);
    return done;
  };
  await Promise.all(stacks.map(start));
}

async function eachOf<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const left = [...items];
  const worker = async (): Promise<void> => {
    for (let item = left.shift(); item !== undefined; item = left.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(MOST_AT_ONCE, items.length) }, worker));
}
