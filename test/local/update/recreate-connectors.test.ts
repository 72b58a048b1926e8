import type { Kind } from '../../../local/kinds/kind';
import { KINDS } from '../../../local/kinds/kinds';
import type { RunningConnector } from '../../../local/session/running-platform';
import { followedPlatform } from '../../../local/update/followed-platform';
import { recreateConnectors } from '../../../local/update/recreate-connectors';
import { startEnvironment } from '../../../local/update/start-environment';
import { emptyEnvironment } from '../../support/empty-environment';
import { environment } from '../../support/platform';
import { readSynthesized } from '../../support/synthesized-templates';

const CONNECTOR = 'AWS::KafkaConnect::Connector';
const SINK = 'tributary-dev-salesdb-log';
const SOURCE = 'tributary-dev-salesdb-cdc';
const { templates } = readSynthesized(environment('dev'));

/** Connectors that are what their place in the order of creations is. */
function kindsOf(log: string[], fails: readonly string[] = []): readonly Kind[] {
  const note = async (what: string): Promise<void> => {
    log.push(what);
    if (fails.includes(what)) throw new Error(`${what} failed`);
  };
  const connectors: Kind = {
    name: 'connectors',
    evidence: 'exercised',
    resources: {
      [CONNECTOR]: {
        create: async (resource, { next, platform, setPlatform }) => {
          const name = next.resolver.text(resource, 'ConnectorName');
          await note(`create ${name}`);
          const made = {
            model: { name, resource },
            config: { made: String(log.length) },
          } as unknown as RunningConnector;
          setPlatform({ connectors: [...platform().connectors, made] });
        },
        remove: async (resource, { before, platform, setPlatform }) => {
          const name = before.resolver.text(resource, 'ConnectorName');
          await note(`remove ${name}`);
          setPlatform({ connectors: platform().connectors.filter(({ model }) => model.name !== name) });
        },
      },
    },
  };
  return [
    connectors,
    ...KINDS.map(({ name, evidence, bindings }) => ({ name, evidence, resources: {}, ...(bindings && { bindings }) })),
  ];
}

test('connectors go by an update and come back by another, and are the same to who holds them', async () => {
  const log: string[] = [];
  const kinds = kindsOf(log);
  const running = emptyEnvironment(templates, kinds);
  await startEnvironment(running, templates, kinds);
  const resources = () => running.state.templates.stacks.map(({ resources }) => [...resources.keys()].sort());
  const all = resources();
  const held = followedPlatform(running).connectors.find(({ model }) => model.name === SINK);
  const before = held?.config.made;
  log.length = 0;
  await recreateConnectors(running, [SINK, SOURCE], async () => {
    log.push('meanwhile');
    expect(() => held?.config).toThrow(`connector ${SINK} is not there`);
  });
  expect([log.slice(0, 2).sort(), log[2], log.slice(3).sort()]).toEqual([
    [`remove ${SOURCE}`, `remove ${SINK}`],
    'meanwhile',
    [`create ${SOURCE}`, `create ${SINK}`],
  ]);
  expect(held?.config.made).not.toBe(before);
  expect(resources()).toEqual(all);
});

test('one that does not come back is said, and so is what failed meanwhile', async () => {
  const fails: string[] = [];
  const kinds = kindsOf([], fails);
  const running = emptyEnvironment(templates, kinds);
  await startEnvironment(running, templates, kinds);
  const failing = () => Promise.reject(new Error('no row'));
  await expect(recreateConnectors(running, [SOURCE], failing)).rejects.toThrow('no row');
  fails.push(`create ${SINK}`);
  await expect(recreateConnectors(running, [SINK], async () => {})).rejects.toThrow('the update stopped at');
});
