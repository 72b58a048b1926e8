import type { RunnableJob } from '../../../local/session/running-platform';
import type { NamedWalkthrough } from '../../../local/walkthroughs/walkthrough';
import { type Played, playInMemory } from '../../support/walkthrough-stage';

const prove = (id: string, rows: number) => ({
  prove: id,
  claim: 'c',
  asks: [{ query: { named: 'rows' }, answers: [{ n: String(rows) }] }],
});
const WALK: NamedWalkthrough = {
  name: 'W',
  folder: '/nowhere',
  requires: { tables: ['s.t'], targets: ['tables'] },
  steps: [
    { run: 'job' },
    prove('W.1', 0),
    { play: 'insert a row', sql: ['INSERT INTO s.t VALUES (1)'], as: 'admin' },
    { run: 'job' },
    prove('W.2', 1),
    { play: 'insert another', sql: ['INSERT INTO s.t VALUES (2)'] },
    { run: 'job' },
    prove('W.3', 2),
  ],
};
const PLAYED: Played = {
  walkthrough: WALK,
  play: () => ({ c: 1, u: 0, d: 0 }),
  events: () => 0,
  answer: (_, plays) => [{ n: plays }],
};

const results = async (played: Played) =>
  [...(await playInMemory(played)).values()].map(({ id, passed, actual }) => [id, passed, actual]);

test('steps come one after the other, with the rights that they need', async () => {
  const users: string[] = [];
  const play: Played['play'] = (_, as) => {
    users.push(as);
    return { c: 1, u: 0, d: 0 };
  };
  expect(await results({ ...PLAYED, play })).toEqual([
    ['W.1', true, 'rows: n=0'],
    ['W.2', true, 'rows: n=1'],
    ['W.3', true, 'rows: n=2'],
  ]);
  expect(users).toEqual(['admin', 'writer']);
});

test('what needs a play that failed is not reached, and says so', async () => {
  const play = () => {
    throw new Error('table is full');
  };
  expect(await results({ ...PLAYED, play })).toEqual([
    ['W.1', true, 'rows: n=0'],
    ['W.2', false, 'not reached: insert a row: table is full'],
    ['W.3', false, 'not reached: insert a row: table is full'],
  ]);
});

test('a run of the job that failed is none of the next one', async () => {
  let runs = 0;
  let ended = 0;
  const job = {
    model: { kind: 'batch' },
    run: async () => {
      runs += 1;
      if (runs === 2) throw new Error('no memory');
      ended = runs;
    },
  } as unknown as RunnableJob;
  expect(await results({ ...PLAYED, job, answer: () => [{ n: ended - 1 }] })).toEqual([
    ['W.1', true, 'rows: n=0'],
    ['W.2', false, 'not reached: run the job: no memory'],
    ['W.3', true, 'rows: n=2'],
  ]);
});

test('a job that goes on is asked again as long as it brings something, and ends with the walkthrough', async () => {
  const reports: object[] = [];
  let looks = 0;
  let [starts, stops] = [0, 0];
  const job = {
    model: { kind: 'streaming' },
    start: () => {
      starts += 1;
      return { reports: () => reports, ended: new Promise(() => {}), stop: async () => void stops++ };
    },
  } as unknown as RunnableJob;
  const answer: Played['answer'] = (_, plays) => {
    looks += 1;
    if (looks === 1) throw new Error('the table is not made yet');
    // Each row is seen at the second look.
    return [{ n: looks % 2 === 0 ? plays : -1 }];
  };
  expect(await results({ ...PLAYED, job, answer })).toEqual([
    ['W.1', true, 'rows: n=0'],
    ['W.2', true, 'rows: n=1'],
    ['W.3', true, 'rows: n=2'],
  ]);
  expect([looks, starts, stops]).toEqual([6, 1, 1]);
});

test('a question that has no answer is red, and says so', async () => {
  const answer = () => {
    throw new Error('no such table');
  };
  expect((await results({ ...PLAYED, answer }))[0]).toEqual(['W.1', false, 'rows: no such table']);
});

const failing = async () => {
  throw new Error('no memory');
};

test.each<[string, NamedWalkthrough['steps'], Partial<Played>, string]>([
  [
    'a play that no proof follows',
    [{ run: 'job' }, prove('W.1', 0), { play: 'insert a row', sql: ['INSERT'] }],
    {
      play: () => {
        throw new Error('table is full');
      },
    },
    'not reached: insert a row: table is full',
  ],
  [
    'a run of the job that no proof follows',
    [{ play: 'insert a row', sql: ['INSERT'] }, { run: 'job' }],
    { job: { model: { kind: 'batch' }, run: failing } as unknown as RunnableJob },
    'not reached: run the job: no memory',
  ],
])('%s fails the walkthrough', async (_, steps, changed, message) => {
  await expect(playInMemory({ ...PLAYED, ...changed, walkthrough: { ...WALK, steps } })).rejects.toThrow(message);
});

test('nor is a failure lost where the next run of the job ends well', async () => {
  let runs = 0;
  const run = async () => {
    runs += 1;
    if (runs === 1) await failing();
  };
  const job = { model: { kind: 'batch' }, run } as unknown as RunnableJob;
  const walkthrough: NamedWalkthrough = { ...WALK, steps: [{ run: 'job' }, { run: 'job' }, prove('W.1', 0)] };
  await expect(playInMemory({ ...PLAYED, walkthrough, job })).rejects.toThrow('not reached: run the job: no memory');
});

const REMEMBERING: NamedWalkthrough['steps'] = [
  { run: 'job' },
  { remember: 'before', query: { named: 'rows' } },
  { play: 'insert a row', sql: ['INSERT'] },
  { run: 'job' },
  {
    prove: 'W.1',
    claim: 'c',
    asks: [{ query: { named: 'rows as of', parameters: ['2', '{{before}}'] }, answers: [{ n: '1' }] }],
  },
];

test('what is remembered stands in later questions as it was then', async () => {
  const asked: string[] = [];
  const answer: Played['answer'] = (query, plays) => {
    asked.push(query);
    return [{ n: query === 'rows' ? `${plays} rows` : 1 }];
  };
  const walkthrough = { ...WALK, steps: REMEMBERING };
  expect(await results({ ...PLAYED, walkthrough, answer })).toEqual([['W.1', true, 'rows as of: n=1']]);
  expect(asked).toEqual(['rows', 'rows as of 2 0 rows']);
});

test('what is no single value is not remembered, and fails what names it', async () => {
  const walkthrough: NamedWalkthrough = { ...WALK, steps: [...REMEMBERING.slice(1, 2), ...REMEMBERING.slice(4)] };
  expect(await results({ ...PLAYED, walkthrough, answer: () => [{ n: 1 }, { n: 2 }] })).toEqual([
    ['W.1', false, 'not reached: remember the before: what is remembered as before must be one value, got: [[1],[2]]'],
  ]);
});

test('connectors that are made anew are gone while something is played, and a failure there is told', async () => {
  const gone: number[] = [];
  const steps: NamedWalkthrough['steps'] = [
    { play: 'insert a row', sql: ['INSERT'] },
    { recreate: 'make them anew', of: 's.t', meanwhile: ['INSERT', 'INSERT'] },
    { run: 'job' },
    prove('W.1', 2),
  ];
  const walkthrough = { ...WALK, steps };
  const play: Played['play'] = (_, __, connectors) => {
    gone.push(connectors);
    return { c: 1, u: 0, d: 0 };
  };
  expect(await results({ ...PLAYED, walkthrough, play })).toEqual([['W.1', true, 'rows: n=2']]);
  expect(gone).toEqual([0, 1]);
  const failingPlay: Played['play'] = (_, __, connectors) => {
    if (connectors > 0) throw new Error('no such row');
    return { c: 1, u: 0, d: 0 };
  };
  expect(await results({ ...PLAYED, walkthrough, play: failingPlay })).toEqual([
    ['W.1', false, 'not reached: make them anew: no such row'],
  ]);
});
