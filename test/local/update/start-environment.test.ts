import type { EnvironmentTemplates } from '../../../local/assembly/environment-templates';
import { type Kind, typesOfNoKind } from '../../../local/kinds/kind';
import { StateKey } from '../../../local/kinds/kind-states';
import { causeChain } from '../../../local/local-run-error';
import type { LocalServer } from '../../../local/servers/local-server';
import { planUpdate } from '../../../local/update/plan-update';
import { startEnvironment } from '../../../local/update/start-environment';
import { emptyEnvironment } from '../../support/empty-environment';
import { environmentOf, type RawResource } from '../../support/local-templates';

/** What a kind that the product has never heard of needs to be of use: this, and its line in the list. */
const STARTED = new StateKey(() => new Map<string, string>());
const TOY = 'Custom::Toy';

function toyKind(log: string[], fails: readonly string[] = []): Kind {
  const note = async (what: string): Promise<void> => {
    log.push(what);
    await new Promise((resolve) => setImmediate(resolve));
    if (fails.includes(what)) throw new Error(`${what} failed`);
  };
  return {
    name: 'toy',
    evidence: 'stood in for',
    open: () => note('open'),
    resources: {
      [TOY]: {
        begin: (resource, { next, platform, setPlatform }) => {
          const begun = note(`begin ${resource.logicalId}`);
          begun.catch(() => {});
          return async () => {
            await begun;
            await note(
              `finish ${resource.logicalId} beside ${next.resolver.property(resource, 'Beside') ?? 'nothing'}`,
            );
            next.states.of(STARTED).set(resource.logicalId, 'up');
            const server = { name: resource.logicalId, kind: 'Toy 1' } as LocalServer;
            setPlatform({ others: [...platform().others, server] });
          };
        },
        update: { properties: ['Size'], run: ({ logicalId }) => note(`update ${logicalId}`) },
        remove: ({ logicalId }) => note(`remove ${logicalId}`),
        refuse: ({ properties }) => (properties.some(({ property }) => property === 'Beside') ? 'it stays' : undefined),
      },
    },
    bindings: { [`${TOY}.Address`]: ({ logicalId }, local) => (local === undefined ? '' : `toy://${logicalId}`) },
    standIns: ({ platform }) => platform.others.map(({ kind }) => ({ deployed: 'a toy of AWS', local: kind })),
    versions: () => ({ toy: '1' }),
  };
}

const toy = (properties: Record<string, unknown> = {}, ...dependsOn: string[]): RawResource => ({
  Type: TOY,
  Properties: properties,
  DependsOn: dependsOn,
});

const templates = (): EnvironmentTemplates =>
  environmentOf({
    One: {
      Resources: {
        Later: toy({ Beside: { 'Fn::GetAtt': ['First', 'Address'] } }),
        First: toy(),
        Plain: { Type: 'AWS::Logs::LogGroup' },
      },
    },
    Two: { Resources: { Other: toy({ Size: 1 }) } },
  });

test('begins everything at once, and finishes each after what it refers to, stack by stack', async () => {
  const log: string[] = [];
  const kinds = [toyKind(log)];
  const running = emptyEnvironment(templates(), kinds);
  await startEnvironment(running, templates(), kinds);
  expect(log.slice(0, 4).sort()).toEqual(['begin First', 'begin Later', 'begin Other', 'open']);
  expect(log.slice(4)).toEqual([
    'finish First beside nothing',
    'finish Later beside toy://First',
    'finish Other beside nothing',
  ]);
  expect([...running.session().states.of(STARTED).keys()]).toEqual(['First', 'Later', 'Other']);
});

test('what came up stands in the books: the same templates again change nothing', async () => {
  const kinds = [toyKind([])];
  const running = emptyEnvironment(templates(), kinds);
  await startEnvironment(running, templates(), kinds);
  const { stacks, refusals } = planUpdate({
    state: running.state,
    next: templates(),
    verbs: kinds[0]?.resources ?? {},
    force: true,
    isPartOfRun: () => true,
  });
  expect([stacks.flatMap(({ changes }) => changes), refusals]).toEqual([[], []]);
});

test('a kind says what stands for it, and the rest is said to be unproven', async () => {
  const kinds = [toyKind([])];
  const running = emptyEnvironment(templates(), kinds);
  await startEnvironment(running, templates(), kinds);
  const { platform } = running;
  const [standIn] = kinds.flatMap((kind) => kind.standIns?.({ model: {} as never, platform }) ?? []);
  expect(standIn).toEqual({ deployed: 'a toy of AWS', local: 'Toy 1' });
  expect(typesOfNoKind(kinds, templates())).toEqual(['AWS::Logs::LogGroup']);
});

test.each(['begin Later', 'finish Later beside toy://First'])(
  '%s: %s is named, and nothing after it comes up',
  async (failing) => {
    const log: string[] = [];
    const kinds = [toyKind(log, [failing])];
    const running = emptyEnvironment(templates(), kinds);
    const error: unknown = await startEnvironment(running, templates(), kinds).catch((thrown: unknown) => thrown);
    expect(causeChain(error)).toEqual([`${TOY} One/Later could not be made`, `${failing} failed`]);
    expect(log).not.toContain('finish Other beside nothing');
  },
);

test('a kind that opens nothing is no end', async () => {
  const log: string[] = [];
  const kinds = [toyKind(log, ['open'])];
  await expect(startEnvironment(emptyEnvironment(templates(), kinds), templates(), kinds)).rejects.toThrow(
    'open failed',
  );
});

test('what cannot even be begun is named, and what was being opened meanwhile may fail unseen', async () => {
  const kind = toyKind([]);
  let closed = (): void => {};
  const open = (): Promise<void> =>
    new Promise((_, reject) => {
      closed = () => reject(new Error('its server was stopped'));
    });
  const begin = (): never => {
    throw new Error('there are two of them');
  };
  const kinds: readonly Kind[] = [{ ...kind, open, resources: { [TOY]: { begin } } }];
  const error: unknown = await startEnvironment(emptyEnvironment(templates(), kinds), templates(), kinds).catch(
    (thrown: unknown) => thrown,
  );
  expect(causeChain(error)).toEqual([`${TOY} One/First could not be made`, 'there are two of them']);
  closed();
  // Node ends a process by a rejection that nobody takes, and jest a test.
  await new Promise((resolve) => setImmediate(resolve));
});
