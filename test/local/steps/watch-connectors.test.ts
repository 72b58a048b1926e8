import { setTimeout as sleep } from 'node:timers/promises';
import type { ConnectorStatus } from '../../../local/kinds/msk-connect/create-connector';
import type { RunningConnector } from '../../../local/platform';
import { ConnectorWatch, deathsOf } from '../../../local/steps/watch-connectors';

const RUNNING: ConnectorStatus = { connector: { state: 'RUNNING' }, tasks: [{ id: 0, state: 'RUNNING' }] };
const TRACE =
  'ConnectException: stopped\n\tat a.b\nCaused by: DebeziumException: event\n\t... 3 more\nCaused by: Why: it is';
const DEAD: ConnectorStatus = { ...RUNNING, tasks: [{ id: 0, state: 'FAILED', trace: TRACE }] };
const TOLD = 'connector c: task 0 FAILED: Why: it is';

let status: ConnectorStatus | undefined;
let ended: number | undefined;
let lines: string[];
let watch: ConnectorWatch;
const connector = {
  model: { name: 'c' },
  worker: {
    url: 'http://127.0.0.1:1',
    process: { endedWith: () => ended, logFile: '/logs/connect-c.log' },
  },
} as unknown as RunningConnector;

beforeEach(() => {
  status = RUNNING;
  ended = undefined;
  lines = [];
  watch = new ConnectorWatch((line) => void lines.push(line), 5);
  jest.spyOn(globalThis, 'fetch').mockImplementation(async () => {
    if (status === undefined) throw new Error('refused');
    return new Response(JSON.stringify(status));
  });
});

afterEach(() => {
  watch.stop();
  jest.restoreAllMocks();
});

/** Waits for what timers bring about, however busy the machine is. */
async function until(happened: () => boolean): Promise<void> {
  for (let i = 0; i < 500 && !happened(); i++) await sleep(10);
}

test('says once that a task died, with its first cause', async () => {
  watch.follow(() => [connector]);
  await sleep(50);
  expect(lines).toEqual([]);
  status = DEAD;
  await until(() => lines.length > 0);
  await sleep(50);
  expect(lines).toEqual([`✗ ${TOLD}`]);
});

test('remembers a death of which a task was started again, and says another one', async () => {
  watch.follow(() => [connector]);
  status = DEAD;
  await until(() => lines.length === 1);
  status = RUNNING;
  await sleep(50);
  expect(watch.deaths()).toEqual([TOLD]);
  status = DEAD;
  await until(() => lines.length === 2);
  expect(lines).toEqual([`✗ ${TOLD}`, `✗ ${TOLD}`]);
});

test('looks at the connectors of the moment, and no more once it is stopped', async () => {
  let connectors: readonly RunningConnector[] = [];
  watch.follow(() => connectors);
  status = DEAD;
  await sleep(50);
  expect(lines).toEqual([]);
  watch.stop();
  connectors = [connector];
  await sleep(50);
  expect(lines).toEqual([]);
});

test('a worker that ended is a death, and one that does not answer is none', async () => {
  expect(await deathsOf([connector])).toEqual([]);
  status = undefined;
  expect(await deathsOf([connector])).toEqual([]);
  ended = 3;
  expect(await deathsOf([connector])).toEqual(['connector c: its worker ended (3); log: /logs/connect-c.log']);
});

test('a connector may fail as well as its tasks, and without a trace', async () => {
  status = { connector: { state: 'FAILED', trace: 'Why' }, tasks: [{ id: 1, state: 'FAILED' }] };
  expect(await deathsOf([connector])).toEqual([
    'connector c: connector FAILED: Why',
    'connector c: task 1 FAILED: without a trace',
  ]);
});
