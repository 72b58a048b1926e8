import { ProcessHistory } from '../../../local/processes/process-history';
import { PartKeeper } from '../../../local/watch/part-keeper';
import type { WatchedPart } from '../../../local/watch/watched-part';

let now: number;
let lines: string[];
let pauses: number[];
let failures: readonly string[] | undefined;
let restarts: number;
let comesBack: boolean;
let isStopped: boolean;
let isOver: boolean;
let part: WatchedPart;
let keeper: PartKeeper;

beforeEach(() => {
  now = Date.parse('2026-01-01T10:00:00Z');
  lines = [];
  pauses = [];
  failures = [];
  restarts = 0;
  comesBack = true;
  isStopped = false;
  isOver = false;
  part = {
    name: 'kafka',
    history: new ProcessHistory(),
    looks: 1,
    logFile: '/logs/kafka.log',
    failures: async () => failures,
    isStopped: () => isStopped,
    restart: async () => {
      restarts += 1;
      if (!comesBack) throw new Error('ended again');
      failures = [];
    },
  };
  keeper = new PartKeeper({
    now: () => now,
    sleep: async (milliseconds) => {
      pauses.push(milliseconds / 1000);
      now += milliseconds;
    },
    isOver: () => isOver,
    tell: (line) => void lines.push(line),
  });
});

const fail = (why = 'kafka ended (SIGKILL)'): Promise<void> => {
  failures = [why];
  return keeper.look(part);
};

test('what fails is started again, told in one line, and written down with time and cause', async () => {
  await keeper.look(part);
  expect(restarts).toBe(0);
  await fail();
  expect(lines).toEqual(['kafka ended (SIGKILL); started again, 1st time']);
  expect(part.history.restarts()).toEqual([
    { at: new Date('2026-01-01T10:00:01Z'), of: 'kafka', cause: 'kafka ended (SIGKILL)' },
  ]);
  expect(part.history.deaths()).toEqual([]);
});

test('what has worked for a while is started again as if for the first time, and all times are counted', async () => {
  for (let time = 0; time < 4; time++) {
    await fail();
    now += 61_000;
  }
  expect(pauses).toEqual([1, 1, 1, 1]);
  expect(lines.map((line) => line.split(', ')[1])).toEqual(['1st time', '2nd time', '3rd time', '4th time']);
});

test('what fails at once after three restarts is given up, with its cause, and told once', async () => {
  for (let time = 0; time < 5; time++) await fail('kafka ended (3)');
  expect([pauses, restarts]).toEqual([[1, 2, 4], 3]);
  const death = 'kafka ended (3); 3 restarts in a row did not mend it; log: /logs/kafka.log';
  expect(lines.slice(3)).toEqual([`✗ ${death}`]);
  expect(part.history.deaths()).toEqual([death]);
});

test('more is said behind a reason that is a whole sentence', async () => {
  for (let time = 0; time < 4; time++) await fail('it must be so. See there.');
  expect([lines[0], lines.at(-1)]).toEqual([
    'it must be so. See there; started again, 1st time',
    '✗ it must be so. See there; 3 restarts in a row did not mend it; log: /logs/kafka.log',
  ]);
});

test('what does not even come back is given up as well', async () => {
  comesBack = false;
  for (let time = 0; time < 4; time++) await fail();
  expect([restarts, part.history.restarts().length]).toEqual([3, 3]);
  expect(lines).toEqual([expect.stringMatching(/^✗ kafka ended \(SIGKILL\); 3 restarts in a row/)]);
});

test('what cannot be started again is a death at once, which says what is lost', async () => {
  part = { ...part, loss: 'all objects are lost' };
  await fail('aws ended (SIGKILL)');
  expect([pauses, restarts, lines]).toEqual([
    [],
    0,
    ['✗ aws ended (SIGKILL); all objects are lost; log: /logs/kafka.log'],
  ]);
});

test('what was given up and works all the same is no death any more', async () => {
  for (let time = 0; time < 4; time++) await fail();
  failures = [];
  await keeper.look(part);
  expect([lines.at(-1), part.history.deaths()]).toEqual(['✓ kafka works again', []]);
  await fail();
  expect(lines.at(-1)).toBe('kafka ended (SIGKILL); started again, 4th time');
});

test('one look alone decides nothing where two are asked for, nor does one that nobody answers', async () => {
  part = { ...part, looks: 2 };
  await fail();
  failures = [];
  await keeper.look(part);
  await fail();
  expect([restarts, keeper.isUndecided]).toEqual([0, true]);
  failures = undefined;
  await keeper.look(part);
  expect(restarts).toBe(0);
  await fail();
  expect(restarts).toBe(1);
});

test('nothing is started again that somebody has ended, nor when nobody watches any more', async () => {
  isStopped = true;
  await fail();
  isStopped = false;
  isOver = true;
  await fail();
  expect([restarts, lines]).toEqual([0, []]);
});

test('is undecided until a restart has shown that it was of use, or was in vain', async () => {
  expect(keeper.isUndecided).toBe(false);
  await fail();
  expect(keeper.isUndecided).toBe(true);
  now += 61_000;
  await keeper.look(part);
  expect(keeper.isUndecided).toBe(false);
  for (let time = 0; time < 4; time++) await fail();
  expect(keeper.isUndecided).toBe(false);
});
