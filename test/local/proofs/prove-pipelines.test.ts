import type { Kind } from '../../../local/kinds/kind';
import { KINDS } from '../../../local/kinds/kinds';
import { ProofLog, type ProofSubject } from '../../../local/proofs/proof-log';
import { proveAgain, provePipelines } from '../../../local/proofs/prove-pipelines';
import { StepLog } from '../../../local/report/step-log';
import type { RunnableJob, RunningConnector, RunningPlatform } from '../../../local/session/running-platform';
import type { RunningEnvironment } from '../../../local/update/running-environment';

const source = {
  model: { name: 'cdc', capture: 'sales', consumes: [] },
  config: { 'table.include.list': 'salesdb\\.CUSTOMER', 'topic.prefix': 'sales', 'database.port': '1' },
} as unknown as RunningConnector;
const other = {
  model: { name: 'mirror', pipeline: 'copies', consumes: [] },
  config: {},
} as unknown as RunningConnector;
const job = {
  model: { name: 'upsert', pipeline: 'tables', kind: 'streaming', topics: [] },
  defaultArguments: {},
  start: () => {
    throw new Error('no executable');
  },
} as unknown as RunnableJob;

async function proofsOf(platform: Partial<RunningPlatform>, kinds: readonly Kind[] = KINDS): Promise<unknown[]> {
  const told: unknown[] = [];
  const log = new ProofLog(({ pipeline, id, actual, passed }) => void told.push([pipeline, id, actual, passed]));
  const running = { databases: [], queries: [], kafka: { privilegedServers: 'localhost:1' }, ...platform };
  const options = { walkthroughs: [], workload: { seed: 1, changes: 10 }, skipped: [] };
  await provePipelines(
    { platform: running } as unknown as RunningEnvironment,
    kinds,
    options,
    new StepLog(() => {}),
    log,
  );
  return told;
}

test('a connector of a kind that nothing proves is red', async () => {
  expect(await proofsOf({ connectors: [other], jobs: [], merges: [] })).toEqual([
    ['copies', 'unproven', 'there is none yet for what is of its kind', false],
  ]);
});

test('a kind that proves what is written to it has its proof in every run, and its rerun', async () => {
  const toy: Kind = {
    name: 'toy',
    evidence: 'stood in for',
    resources: {},
    targets: ({ platform: { connectors } }) =>
      connectors.map((part) => {
        const prove = async (subject: ProofSubject) => ({ ...subject, expected: '1', actual: '1', passed: true });
        return { part, id: 'items', claim: 'items equal their source', prove, rerun: { claim: 'again', prove } };
      }),
  };
  expect(await proofsOf({ connectors: [other], jobs: [], merges: [] }, [...KINDS, toy])).toEqual([
    ['copies', 'items', '1', true],
    ['copies', 'rerun', '1', true],
  ]);
});

test('what cannot be looked at is red, each part by itself', async () => {
  expect(await proofsOf({ connectors: [source], jobs: [job], merges: [] })).toEqual([
    ['sales', 'snapshot', 'connector cdc reads no database of this run: port 1', false],
    ['tables', 'tables', 'no executable', false],
  ]);
});

test('what has been up for a while is proven as it is, before a workload changes it and after', async () => {
  const told: unknown[] = [];
  const log = new ProofLog(({ pipeline, id }) => void told.push(`${pipeline} ${id}`));
  const running = {
    connectors: [source],
    jobs: [job],
    merges: [],
    databases: [],
    kafka: { privilegedServers: 'localhost:1' },
  };
  const prove = (changes: number) =>
    proveAgain(running as never, KINDS, { workload: { seed: 1, changes }, skipped: [] }, new StepLog(() => {}), log);
  await prove(0);
  expect(told).toEqual(['sales topics', 'tables tables']);
  await prove(5);
  expect(told.slice(2)).toEqual(['sales topics', 'tables tables', 'tables tables after']);
});

test('a proof that two walkthroughs count as their own has both names, and is left out where both are', async () => {
  const resource = { properties: { ConnectorConfiguration: source.config } };
  const captured = { ...source, model: { ...source.model, resource } } as unknown as RunningConnector;
  const walkthroughs = ['A', 'B'].map((name) => ({
    name,
    folder: '/nowhere',
    requires: { tables: ['salesdb.CUSTOMER'], targets: [] },
    steps: [],
    counts: { snapshot: `${name}.1`, rerun: `${name}.2` },
  }));
  let proven = 0;
  const prove = async (subject: ProofSubject) => {
    proven += 1;
    return { ...subject, expected: '1', actual: '1', passed: true };
  };
  const toy: Kind = {
    name: 'toy',
    evidence: 'stood in for',
    resources: {},
    targets: ({ platform: { connectors } }) =>
      connectors.map((part) => ({ part, id: 'items', claim: 'c', prove, rerun: { claim: 'again', prove } })),
  };
  const told = async (skipped: readonly string[]): Promise<unknown[]> => {
    const names: string[] = [];
    const log = new ProofLog(({ id }) => void names.push(id));
    const running = {
      connectors: [captured],
      jobs: [],
      merges: [],
      databases: [],
      queries: [],
      kafka: { privilegedServers: 'h:1' },
    };
    const options = { walkthroughs, workload: { seed: 1, changes: 0 }, skipped };
    await provePipelines(
      { platform: running, session: () => ({}) } as never,
      [...KINDS, toy],
      options,
      new StepLog(() => {}),
      log,
    );
    return names;
  };
  expect(await told([])).toEqual(['A.1', 'B.1', 'items', 'A.2', 'B.2']);
  expect(proven).toBe(2);
  expect(await told(['A.2'])).toEqual(['A.1', 'B.1', 'items', 'B.2']);
  expect(await told(['A.2', 'B.2'])).toEqual(['A.1', 'B.1', 'items']);
});
