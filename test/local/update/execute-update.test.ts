import type { EnvironmentTemplates } from '../../../local/assembly/environment-templates';
import type { VerbsByType } from '../../../local/kinds/kind';
import { causeChain, LocalRunError } from '../../../local/local-run-error';
import type { RunningPlatform } from '../../../local/session/running-platform';
import type { Session } from '../../../local/session/session';
import { diffEnvironments } from '../../../local/update/diff-environments';
import { executeUpdate } from '../../../local/update/execute-update';
import { planUpdate } from '../../../local/update/plan-update';
import { RunningEnvironment } from '../../../local/update/running-environment';
import { ChangeRemainsError } from '../../../local/update/update-errors';
import { environmentOf, type RawResource } from '../../support/local-templates';

type Stacks = Record<string, Record<string, RawResource>>;

/** A thing that may need another; `Name` replaces it. */
const thing = (properties: Record<string, unknown> = {}, ...dependsOn: string[]): RawResource => ({
  Type: 'AWS::S3::Bucket',
  Properties: properties,
  DependsOn: dependsOn,
});

const templates = (stacks: Stacks): EnvironmentTemplates =>
  environmentOf(Object.fromEntries(Object.entries(stacks).map(([name, Resources]) => [name, { Resources }])));

/** What was done, in order, and what fails. */
class Recorder {
  readonly done: string[] = [];
  readonly lines: string[] = [];
  readonly failing = new Map<string, Error>();

  readonly verbs: VerbsByType = {
    'AWS::S3::Bucket': {
      create: (resource) => this.note(`create ${resource.logicalId}`),
      update: { properties: ['P'], run: (change) => this.note(`update ${change.logicalId}`) },
      remove: (resource) => this.note(`remove ${resource.logicalId}`),
    },
  };

  private async note(what: string): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    const failure = this.failing.get(what);
    if (failure !== undefined) throw failure;
    this.done.push(what);
  }
}

let recorder: Recorder;

beforeEach(() => {
  recorder = new Recorder();
});

function running(stacks: Stacks): RunningEnvironment {
  const values = { attribute: () => '', secretString: () => '' };
  const session = { templates: templates(stacks) } as Session;
  return new RunningEnvironment(session, {} as RunningPlatform, values, undefined);
}

async function update(environment: RunningEnvironment, stacks: Stacks): Promise<void> {
  const next = templates(stacks);
  const { verbs, lines } = recorder;
  const plan = planUpdate({ state: environment.state, next, verbs, force: false, isPartOfRun: () => true });
  await executeUpdate({ running: environment, next, plan, verbs, print: (line) => lines.push(line) });
}

/** What would still be to do, as `<action> <logical id>`. */
function left(environment: RunningEnvironment, stacks: Stacks): string[] {
  return diffEnvironments(environment.state, templates(stacks), false).flatMap(({ changes }) =>
    changes.map(({ action, logicalId }) => `${action} ${logicalId}`),
  );
}

const before: Stacks = { One: { Old: thing(), Base: thing({ P: 1 }) }, Two: { Named: thing({ BucketName: 'a' }) } };
const after: Stacks = {
  One: { Base: thing({ P: 2 }), New: thing({}, 'Base') },
  Two: { Named: thing({ BucketName: 'b' }), Last: thing() },
};

test('goes stack by stack, by dependencies, new before old', async () => {
  const environment = running(before);
  await update(environment, after);
  expect(recorder.done).toEqual([
    'update Base',
    'create New',
    'remove Old',
    'create Named',
    'create Last',
    'remove Named',
  ]);
  expect(recorder.lines.map((line) => line.slice(12))).toEqual([
    'update One/Base',
    'create One/New',
    'delete One/Old',
    'replace Two/Named',
    'create Two/Last',
    'delete the old Two/Named',
  ]);
  expect(left(environment, after)).toEqual([]);
});

test('what was done and what was not is said, and stands in the books', async () => {
  const environment = running(before);
  recorder.failing.set('create Named', new LocalRunError('no room'));
  const failed = update(environment, after);
  await expect(failed).rejects.toMatchObject({ name: 'UpdateFailedError' });
  expect(causeChain(await failed.catch((error: unknown) => error))).toEqual([
    [
      'the update stopped at replace Two/Named; CloudFormation would roll back, here everything stays as far as it came',
      'done: update One/Base, create One/New, delete One/Old, create Two/Last',
      'not done: delete the old Two/Named',
    ].join('\n'),
    'no room',
  ]);
  expect(left(environment, after)).toEqual(['replace Named']);
  expect(left(environment, before)).toEqual(['create Old', 'update Base', 'delete New', 'delete Last']);

  recorder.failing.clear();
  recorder.done.length = 0;
  await update(environment, after);
  expect(recorder.done).toEqual(['create Named', 'remove Named']);
  expect(left(environment, after)).toEqual([]);
});

test('every failure is said', async () => {
  const environment = running(before);
  recorder.failing.set('create Named', new LocalRunError('no room'));
  recorder.failing.set('create Last', new LocalRunError('no time'));
  await expect(update(environment, after)).rejects.toThrow(
    /stopped at replace Two\/Named; .*\nfailed: create Two\/Last: no time\ndone: .*\nnot done: delete the old Two\/Named$/,
  );
});

test('nothing is begun that depends on what failed', async () => {
  const environment = running(before);
  recorder.failing.set('update Base', new LocalRunError('no'));
  await expect(update(environment, after)).rejects.toThrow(
    'not done: create One/New, delete One/Old, replace Two/Named',
  );
  expect(recorder.done).toEqual([]);
  expect(left(environment, after)).toEqual(left(running(before), after));
});

test('a change that went in and does not work is in the books', async () => {
  const environment = running(before);
  recorder.failing.set('update Base', new ChangeRemainsError('broken'));
  await expect(update(environment, after)).rejects.toThrow('the update stopped at update One/Base');
  expect(left(environment, after)).toEqual(['create New', 'delete Old', 'replace Named', 'create Last']);
  expect(left(environment, before)).toEqual(['update Base']);
});

test('what cannot be deleted stops nothing, is said, and is forgotten', async () => {
  const environment = running(before);
  recorder.failing.set('remove Old', new LocalRunError('held', { cause: new Error('by somebody') }));
  await expect(update(environment, after)).rejects.toThrow(
    /could not be deleted.* as CloudFormation leaves it\nfailed: delete One\/Old: held: by somebody$/,
  );
  expect(recorder.done).toEqual(['update Base', 'create New', 'create Named', 'create Last', 'remove Named']);
  expect(left(environment, after)).toEqual([]);
});

test('what has no local counterpart is kept in the books', async () => {
  const role = (path: string): Stacks => ({ S: { R: { Type: 'AWS::IAM::Role', Properties: { Path: path } } } });
  const environment = running(role('/a/'));
  await update(environment, role('/b/'));
  expect([recorder.done, recorder.lines]).toEqual([[], []]);
  expect(left(environment, role('/b/'))).toEqual([]);
});
