import { type KeptRun, proveKeptRun } from '../../../local/kept/prove-kept-run';
import { KINDS } from '../../../local/kinds/kinds';
import type { ProofLog } from '../../../local/proofs/proof-log';
import { RunFindings } from '../../../local/report/run-findings';
import { StepLog } from '../../../local/report/step-log';
import { describeFindings } from '../../../local/report/verdict';
import type { RunnableJob, RunningConnector } from '../../../local/session/running-platform';

const ORDER = { workload: { seed: 1, changes: 0 }, skipped: ['rerun'] };
/** Of a kind that nothing proves. */
const mirror = {
  model: { name: 'mirror', pipeline: 'copies', consumes: [] },
  config: {},
  worker: { url: 'http://127.0.0.1:1', process: { endedWith: () => undefined } },
} as unknown as RunningConnector;
const DEATH = 'connector mirror: its worker ended (SIGKILL); log: /log';

let deaths: readonly string[];
let said: string[];
let written: unknown[];

beforeEach(() => {
  deaths = [];
  said = [];
  written = [];
});

function proven(connectors: readonly RunningConnector[], jobs: readonly RunnableJob[] = []): KeptRun {
  let round: Pick<ProofLog, 'proofs'>;
  return {
    running: {
      session: () => ({ kinds: KINDS }),
      platform: { connectors, jobs, merges: [], databases: [], kafka: { privilegedServers: 'localhost:1' } },
    },
    publication: {
      startRound: (started: { proofs: Pick<ProofLog, 'proofs'> }) => {
        round = started.proofs;
      },
      publish: async () => written.push(round.proofs.length),
      end: async (ending: object) => written.push(ending),
      permissions: () => ({ roles: [], problems: ['capture c was denied ReadData'] }),
    },
    steps: new StepLog(() => {}),
    findings: new RunFindings({ deaths: () => deaths, standing: () => deaths }),
  } as unknown as KeptRun;
}

const prove = (run: KeptRun) => proveKeptRun(run, ORDER, (line) => void said.push(line));

test('each proof is told and written down; what died or was denied since is part of what it comes to', async () => {
  deaths = [DEATH];
  expect(await prove(proven([mirror])).passed).toBe(false);
  expect(said).toEqual([
    '✗ copies unproven  mirror does what it is for',
    '    expected: a proof',
    '    actual:   there is none yet for what is of its kind',
    `✗ ${DEATH}`,
    '✗ capture c was denied ReadData',
    '✗ not passed (1 of 1 proofs red: copies unproven; 1 death; 1 permission wrong)',
  ]);
  expect(written).toEqual([
    1,
    {
      passed: false,
      deaths: [DEATH],
      permissionProblems: ['capture c was denied ReadData'],
    },
  ]);
});

test('a run of a job that comes to an end is waited for, one that goes on is stopped', async () => {
  const order: string[] = [];
  const job = (kind: 'batch' | 'streaming', ended: () => Promise<unknown>): RunnableJob =>
    ({
      model: { name: kind, pipeline: kind, kind, topics: [] },
      defaultArguments: {},
      runsUnderWay: () => [{ ended: ended(), stop: async () => void order.push(`${kind} stopped`) }],
      run: async () => void order.push(`${kind} proven`),
      start: () => {
        throw new Error('no executable');
      },
    }) as unknown as RunnableJob;
  const batch = job('batch', async () => {
    order.push('batch ended');
    throw new Error('it failed');
  });
  await prove(proven([], [batch, job('streaming', async () => {})])).passed;
  expect(order).toEqual(['batch ended', 'streaming stopped', 'batch proven']);
});

test('once it is closed, nothing more is decided, and what was red by then is', async () => {
  const run = proven([mirror, mirror]);
  run.findings.judge({ proofs: undefined, permissionProblems: [], deaths: [] });
  const round = prove(run);
  round.close();
  await expect(round.passed).rejects.toThrow('the run is being stopped');
  expect(written).toEqual([1]);
  expect(describeFindings(run.findings.now())).toBe('2 of 2 proofs red: copies unproven, all round');
  expect(run.findings.last()).toMatchObject({ passed: false, error: 'a round of proofs came to no end' });
});

test('a round that breaks off did not pass, whatever the one before it came to', async () => {
  const run = proven([mirror]);
  run.findings.judge({ proofs: undefined, permissionProblems: [], deaths: [] });
  const targets = () => {
    throw new Error('nobody knows its tables');
  };
  const running = { ...run.running, session: () => ({ kinds: [{ targets }] }), platform: run.running.platform };
  const round = prove({ ...run, running: running as unknown as KeptRun['running'] });
  await expect(round.passed).rejects.toThrow('nobody knows its tables');
  expect(describeFindings(run.findings.now())).toBe('1 of 1 proofs red: all round');
  expect(written).toEqual([
    { passed: false, deaths: [], permissionProblems: [], error: expect.stringContaining('nobody knows its tables') },
  ]);
});
