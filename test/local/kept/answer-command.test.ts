import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { ControlRequest, ProveRequest } from '../../../local/control/control-message';
import { answerCommand, type Commanded } from '../../../local/kept/answer-command';
import type { ConnectorStatus } from '../../../local/kinds/msk-connect/create-connector';
import { LocalRunError } from '../../../local/local-run-error';
import { ProcessHistory } from '../../../local/processes/process-history';
import type { LocalServer } from '../../../local/servers/local-server';
import type {
  JobEnd,
  JobRun,
  MergeCounts,
  RunnableJob,
  RunningConnector,
  RunningMerges,
  RunningPlatform,
} from '../../../local/session/running-platform';

const directory = mkdtempSync(join(tmpdir(), 'tributary-kept-'));
afterAll(() => rmSync(directory, { recursive: true }));

const log = (name: string): string => {
  const file = join(directory, `${name}.log`);
  writeFileSync(file, `first of ${name}\nlast of ${name}\n`);
  return file;
};
const server = (name: string, ended?: number): LocalServer =>
  ({
    name,
    kind: `${name} 1.0`,
    host: '127.0.0.1',
    port: 9,
    process: {
      endedWith: () => ended,
      logFile: log(name),
      failure: () => new Error(`${name} ended`),
      history: new ProcessHistory(),
    },
  }) as unknown as LocalServer;

const RUN: JobRun = { arguments: {}, reports: [{ event: 'cdc_upsert.idle', table: 'a' }], seconds: 2, logFile: '/log' };
const END: JobEnd = { endedAt: new Date('2026-01-01T10:11:12Z'), seconds: 8.1, failure: undefined, logFile: '' };

function job(changed: Partial<RunnableJob> = {}, kind: 'batch' | 'streaming' = 'batch'): RunnableJob {
  return {
    model: { name: 'UpsertJob1', pipeline: 'shop-delta', kind },
    lastEnd: undefined,
    start: () => ({ logFile: '/log', ended: Promise.resolve(RUN) }),
    runsUnderWay: () => [],
    ...changed,
  } as unknown as RunnableJob;
}

let platform: RunningPlatform;
let status: ConnectorStatus;
let said: string[];
let shown: string[];
let published: number;
let stopped: boolean;
let isProving: boolean;

beforeEach(() => {
  const worker = { ...server('connect-cdc'), url: 'http://127.0.0.1:1' };
  platform = {
    aws: server('aws'),
    kafka: server('kafka'),
    databases: [{ server: server('mysql-shop') }],
    connectors: [{ model: { name: 'cdc' }, worker } as unknown as RunningConnector],
    jobs: [job()],
    merges: [],
    queryEngine: undefined,
    others: [],
  } as unknown as RunningPlatform;
  status = { connector: { state: 'RUNNING' }, tasks: [{ id: 0, state: 'RUNNING' }] };
  jest.spyOn(globalThis, 'fetch').mockImplementation(async () => new Response(JSON.stringify(status)));
  said = [];
  shown = [];
  published = 0;
  stopped = false;
  isProving = false;
});

afterEach(() => jest.restoreAllMocks());

function ask(request: ControlRequest): Promise<number> {
  const run = {
    running: { platform },
    verdict: () => 'run r1 (dev) passed: 9 proofs',
    prove: async ({ workload }: ProveRequest, print: (line: string) => void) => {
      print(`${workload.changes} changes`);
      return 1;
    },
    isProving: () => isProving,
    show: (line: string) => void shown.push(line),
    publish: async () => void published++,
    stop: () => {
      stopped = true;
    },
  } as unknown as Commanded;
  return answerCommand(run, request, (line) => void said.push(line));
}

function merges(counts: readonly MergeCounts[]): RunningMerges {
  const tables = [{ schema: 'shop', table: 'orders' }];
  return { model: { name: 'shop-redshift', tables }, merge: async () => counts } as unknown as RunningMerges;
}

describe('job', () => {
  test.each(['UpsertJob1', 'shop-delta'])('%s is run now; the run shows it, too, and writes it down', async (name) => {
    expect(await ask({ command: 'job', name })).toBe(0);
    expect(said).toEqual(['UpsertJob1 runs; log: /log', '✓ UpsertJob1, 2 s: nothing new for 1 tables']);
    expect([shown, published]).toEqual([said, 1]);
  });

  test('none is started beside proofs, which would find it in their way', async () => {
    isProving = true;
    expect(await ask({ command: 'job', name: 'shop-delta' })).toBe(1);
    expect([said, shown]).toEqual([['a round of proofs is under way, and runs the jobs itself'], []]);
  });

  test('one that fails says why', async () => {
    const failure = new LocalRunError(
      'UpsertJob1 failed (1): ValueError: bad; last lines of /log:\n    ValueError: bad',
    );
    const start = (): never => ({ logFile: '/log', ended: Promise.reject(failure) }) as never;
    platform = { ...platform, jobs: [job({ start })] };
    expect(await ask({ command: 'job', name: 'shop-delta' })).toBe(1);
    expect(said.slice(1)).toEqual([
      '✗ UpsertJob1 failed (1): ValueError: bad; last lines of /log:',
      '    ValueError: bad',
    ]);
    expect([shown.length, published]).toEqual([2, 1]);
  });

  test('one that there is not is a wrong argument', async () => {
    platform = { ...platform, merges: [merges([])] };
    expect(await ask({ command: 'job', name: 'other' })).toBe(64);
    expect(said).toEqual(['a job must be one of shop-delta (UpsertJob1), shop-redshift, got: other']);
  });

  test('merges are one, too', async () => {
    platform = { ...platform, merges: [merges([])] };
    expect(await ask({ command: 'job', name: 'shop-redshift' })).toBe(0);
    expect([said, published]).toEqual([['✓ shop.orders: 0 records, 0 rows written, 0 deleted'], 1]);
  });

  test('a streaming one goes on', async () => {
    platform = { ...platform, jobs: [job({}, 'streaming')] };
    expect(await ask({ command: 'job', name: 'shop-delta' })).toBe(0);
    expect(said).toEqual(['UpsertJob1 was started, and goes on; log: /log']);
  });
});

describe('status', () => {
  test('names servers, connectors with tasks, and jobs', async () => {
    platform = { ...platform, jobs: [job({ lastEnd: END })] };
    expect(await ask({ command: 'status' })).toBe(0);
    expect(said.map((line) => line.replace(/ {2,}/g, '  '))).toEqual([
      'run r1 (dev) passed: 9 proofs',
      'servers',
      '  ✓ aws  aws 1.0 on 127.0.0.1:9',
      '  ✓ kafka  kafka 1.0 on 127.0.0.1:9',
      '  ✓ mysql-shop  mysql-shop 1.0 on 127.0.0.1:9',
      '  ✓ connect-cdc  connect-cdc 1.0 on 127.0.0.1:9',
      'connectors',
      '  ✓ cdc  connector RUNNING, task 0 RUNNING',
      'jobs',
      '  ✓ shop-delta (UpsertJob1)  last run ended well at 10:11:12 UTC, after 8.1 s',
    ]);
  });

  test('says how often something was started again, and of what it was given up', async () => {
    const { history } = platform.connectors[0]?.worker.process ?? { history: new ProcessHistory() };
    const at = new Date('2026-01-01T10:11:12Z');
    history.addRestart({ at, of: 'connect-cdc', cause: 'connect-cdc ended (SIGKILL)' });
    for (const cause of ['first', 'second']) history.addRestart({ at, of: 'connector cdc', cause });
    history.giveUp('connector cdc', ['connector cdc: why']);
    expect(await ask({ command: 'status' })).toBe(1);
    expect(said.filter((line) => line.includes('cdc')).map((line) => line.replace(/ {2,}/g, '  '))).toEqual([
      '  ✓ connect-cdc  connect-cdc 1.0 on 127.0.0.1:9; started again once, last at 10:11:12 UTC: connect-cdc ended (SIGKILL)',
      '  ✗ cdc  connector RUNNING, task 0 RUNNING; started again 2 times, last at 10:11:12 UTC: second; given up',
    ]);
  });

  test.each<[string, () => void, RegExp]>([
    [
      'a dead task',
      () => {
        status = { ...status, tasks: [{ id: 0, state: 'FAILED', trace: 'Why: it is' }] };
      },
      /✗ cdc .*task 0 FAILED: Why: it is/,
    ],
    [
      'a server that ended',
      () => {
        platform = { ...platform, kafka: server('kafka', 137) as never };
      },
      /✗ kafka +ended \(137\)/,
    ],
    [
      'a failed job',
      () => {
        platform = { ...platform, jobs: [job({ lastEnd: { ...END, failure: 'UpsertJob1 failed (1)' } })] };
      },
      /✗ shop-delta .*last run failed at 10:11:12 UTC, after 8.1 s: UpsertJob1 failed \(1\)/,
    ],
  ])('%s is not well', async (_, happen, line) => {
    happen();
    expect(await ask({ command: 'status' })).toBe(1);
    expect(said.join('\n')).toMatch(line);
  });
});

describe('logs', () => {
  test.each(['cdc', 'connect-cdc'])('%s has its path and its end', async (part) => {
    expect(await ask({ command: 'logs', part })).toBe(0);
    const file = join(directory, 'connect-cdc.log');
    expect(said).toEqual([file, '    first of connect-cdc', '    last of connect-cdc']);
  });

  test('a job has that of its newest run, and part of a name does where only one has it', async () => {
    platform = { ...platform, jobs: [job({ lastEnd: { ...END, logFile: log('job-UpsertJob1-2') } })] };
    expect(await ask({ command: 'logs', part: 'delta' })).toBe(0);
    expect(said[0]).toBe(join(directory, 'job-UpsertJob1-2.log'));
    expect(await ask({ command: 'logs', part: 'a' })).toBe(64);
    expect(said.at(-1)).toBe('a log must be one of aws, kafka, shop-delta, got: a');
  });

  test('without a part, says which there are', async () => {
    expect(await ask({ command: 'logs', part: undefined })).toBe(0);
    expect(said.map((line) => line.split(':')[0])).toEqual(['aws', 'kafka', 'mysql-shop', 'cdc, connect-cdc']);
  });
});

test('a round of proofs ends with its own exit code', async () => {
  const workload = { seed: 1, changes: 20 };
  expect([await ask({ command: 'prove', workload, skipped: [] }), said]).toEqual([1, ['20 changes']]);
});

test('stop is answered before it is done', async () => {
  expect([await ask({ command: 'stop' }), stopped]).toEqual([0, false]);
  await new Promise((resolve) => setImmediate(resolve));
  expect(stopped).toBe(true);
});
