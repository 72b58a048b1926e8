import { setTimeout as sleep } from 'node:timers/promises';
import type { ConnectorStatus } from '../../../local/kinds/msk-connect/create-connector';
import { ProcessHistory } from '../../../local/processes/process-history';
import type { RunningConnector } from '../../../local/session/running-platform';
import { RunWatch } from '../../../local/watch/run-watch';
import type { WatchedPart } from '../../../local/watch/watched-part';
import { watchedConnector } from '../../../local/watch/watched-parts';

const RUNNING: ConnectorStatus = { connector: { state: 'RUNNING' }, tasks: [{ id: 0, state: 'RUNNING' }] };
const TRACE =
  'ConnectException: stopped\n\tat a.b\nCaused by: DebeziumException: event\n\t... 3 more\nCaused by: Why: it is';
const FAILED: ConnectorStatus = { ...RUNNING, tasks: [{ id: 0, state: 'FAILED', trace: TRACE }] };
const TOLD = 'connector c: task 0 FAILED: Why: it is';
const DEATH = `${TOLD}; 3 restarts in a row did not mend it; log: /logs/connect-c.log`;

let status: ConnectorStatus | undefined;
/** What a restart through the worker makes of the connector. */
let restarted: ConnectorStatus;
let requests: string[];
let lines: string[];
let changes: number;
let watch: RunWatch;
let connector: WatchedPart;

beforeEach(() => {
  status = RUNNING;
  restarted = RUNNING;
  requests = [];
  lines = [];
  changes = 0;
  let now = 0;
  const clock = {
    now: () => now,
    sleep: async (milliseconds: number) => {
      now += milliseconds;
    },
  };
  watch = new RunWatch({
    print: (line) => void lines.push(line),
    changed: () => {
      changes += 1;
    },
    everyMilliseconds: 5,
    clock,
  });
  const process = { endedWith: () => undefined, isStopped: () => false, logFile: '/logs/connect-c.log' };
  const worker = { url: 'http://127.0.0.1:1', process: { ...process, history: new ProcessHistory() } };
  connector = watchedConnector({ model: { name: 'c' }, worker } as unknown as RunningConnector);
  jest.spyOn(globalThis, 'fetch').mockImplementation(async (url, options) => {
    if (status === undefined) throw new Error('refused');
    if (options?.method !== 'POST') return new Response(JSON.stringify(status));
    requests.push(String(url));
    status = restarted;
    return new Response(null, { status: 204 });
  });
});

afterEach(() => {
  watch.stop();
  jest.restoreAllMocks();
});

/** Nobody can say later, as of a worker that is gone for good. */
function once(failures: WatchedPart['failures']): WatchedPart['failures'] {
  let looks = 0;
  return async () => (looks++ === 0 ? failures() : undefined);
}

/** Waits for what timers bring about, however busy the machine is. */
async function until(happened: () => boolean): Promise<void> {
  for (let i = 0; i < 500 && !happened(); i++) await sleep(10);
}

test('starts a failed task again through its worker, and says so with the first cause', async () => {
  watch.follow(() => [connector]);
  await sleep(50);
  expect(lines).toEqual([]);
  status = FAILED;
  await until(() => lines.length > 0);
  await sleep(50);
  expect(requests).toEqual(['http://127.0.0.1:1/connectors/c/restart?includeTasks=true&onlyFailed=true']);
  expect([lines, changes, watch.deaths()]).toEqual([[`${TOLD}; started again, 1st time`], 1, []]);
});

test('a task that restarts do not mend is a death, told once', async () => {
  restarted = FAILED;
  watch.follow(() => [connector]);
  status = FAILED;
  await until(() => watch.deaths().length > 0);
  await sleep(50);
  expect([requests.length, lines.length, lines.at(-1)]).toEqual([3, 4, `✗ ${DEATH}`]);
  expect([watch.deaths(), watch.standing()]).toEqual([[DEATH], [DEATH]]);
});

test('remembers a death that somebody has mended, which no longer stands', async () => {
  restarted = FAILED;
  watch.follow(() => [connector]);
  status = FAILED;
  await until(() => watch.deaths().length > 0);
  status = RUNNING;
  await until(() => watch.standing().length === 0);
  expect([watch.deaths(), watch.standing(), lines.at(-1)]).toEqual([[DEATH], [], '✓ connector c works again']);
});

test('decides when it is asked to, and what stopped working just before is dead or alive by then', async () => {
  restarted = FAILED;
  status = FAILED;
  watch.follow(() => [connector]);
  await watch.untilDecided();
  expect(watch.deaths()).toEqual([DEATH]);
});

test('a failure that nobody could see again keeps nobody waiting', async () => {
  status = FAILED;
  const part = { ...connector, failures: once(connector.failures) };
  watch.follow(() => [part]);
  await expect(Promise.race([watch.untilDecided(), sleep(2000, 'waits')])).resolves.toBeUndefined();
});

test('decides nothing once it is stopped', async () => {
  watch.follow(() => [connector]);
  watch.stop();
  await expect(watch.untilDecided()).rejects.toThrow('the run is being stopped');
});

test('looks at the parts of the moment, and no more once it is stopped', async () => {
  let parts: readonly WatchedPart[] = [];
  watch.follow(() => parts);
  status = FAILED;
  await sleep(50);
  expect(lines).toEqual([]);
  watch.stop();
  parts = [connector];
  await sleep(50);
  expect(lines).toEqual([]);
});

test('a worker that does not answer is none of the failures of its connector, which may fail itself, without a trace', async () => {
  status = undefined;
  expect(await connector.failures()).toBeUndefined();
  status = { connector: { state: 'FAILED', trace: 'Why' }, tasks: [{ id: 1, state: 'FAILED' }] };
  expect(await connector.failures()).toEqual([
    'connector c: connector FAILED: Why',
    'connector c: task 1 FAILED: without a trace',
  ]);
});
