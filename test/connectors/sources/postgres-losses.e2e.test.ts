import { setTimeout as sleep } from 'node:timers/promises';
import { topicName } from '../../../connectors/dataset';
import { START_MILLISECONDS } from '../../support/capture';
import { CapturedPostgres } from '../../support/captured-postgres';
import { datasetOf, eventsOf, opsOf, table } from '../../support/told-table';

const POLL_MILLISECONDS = 200;
jest.setTimeout(120_000);

const captured = new CapturedPostgres('postgres-losses');

beforeAll(() => captured.start(), START_MILLISECONDS);
afterAll(() => captured.end());

test('what anybody writes into the log besides rows holds nothing up', async () => {
  const { source, capture } = captured;
  const dataset = datasetOf('messages');
  await capture.follow(source.server, await captured.prepare('messages', [dataset], table('messages')));
  await capture.records(topicName(dataset), 3);
  await source.play([
    `SELECT pg_logical_emit_message(true, 'within', 'x'), pg_logical_emit_message(false, '', 'x')`,
    `SELECT pg_logical_emit_message(false, E'two\\nlines', 'x')`,
    `INSERT INTO messages VALUES (4, 'after')`,
  ]);
  expect(opsOf(eventsOf(await capture.records(topicName(dataset), 4)))).toEqual(['r 1', 'r 2', 'r 3', 'c 4']);
  await capture.stop();
});

test('rows that a policy hides from the connector stop its snapshot', async () => {
  const { source, capture } = captured;
  const dataset = datasetOf('hidden');
  const of = await captured.prepare(
    'hidden',
    [dataset],
    [
      ...table('hidden'),
      'ALTER TABLE hidden ENABLE ROW LEVEL SECURITY',
      'CREATE POLICY first_alone ON hidden USING (id = 1)',
    ],
  );
  await capture.follow(source.server, of);
  while (!capture.log().includes('query would be affected by row-level security policy for table "hidden"')) {
    await sleep(POLL_MILLISECONDS);
  }
  expect(await capture.recordsNow(topicName(dataset))).toEqual([]);
});

test.each([
  ['text', "'yes'", 'boolean'],
  ['integer', '7', 'boolean'],
  ['bytea', "'\\x00ff41'", 'text'],
  ['bigint', '9007199254740993', 'double precision'],
  ['bigint', '9007199254740993', 'numeric'],
  ['text', "'1 day'", 'interval'],
  ['integer[]', "'{2}'", 'text'],
  ['double precision', '1.5', 'text'],
  ['date', "'2020-01-02'", 'text'],
  ['date', "'2020-01-02'", 'timestamp'],
])('a %s (%s) that is read once its column is %s stops the capture, which says why', async (before, value, after) => {
  const name = `from_${before}_to_${after}`.replaceAll(/\W/g, '_');
  expect((await readLate(name, before, value, after)).failure).toMatch(
    /column `value` of `public\.from_.*` must have the type in which it was written/,
  );
});

test.each([
  ['integer', '7', 'bigint'],
  ['integer', '7', 'text'],
  ['varchar(10)', "'some'", 'text'],
  ['bigint', '7', 'smallint'],
  ['real', '1.5', 'double precision'],
  ['numeric(5,2)', '1.50', 'numeric(9,2)'],
  ['numeric(5,2)', '1.50', 'text'],
  ['uuid', "'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'", 'text'],
  ['json', "'[1]'", 'jsonb'],
  ['jsonb', "'[1]'", 'text'],
  ['char(4)', "'some'", 'varchar(9)'],
])('a %s (%s) that is read once its column is %s is told', async (before, value, after) => {
  const name = `told_${before}_to_${after}`.replaceAll(/\W/g, '_');
  const { values } = await readLate(name, before, value, after);
  expect(values).toEqual([value.replaceAll("'", '')]);
});

/** What is told of a value that was written before its column got another type, and is read after. */
async function readLate(name: string, before: string, value: string, after: string) {
  const { source, capture } = captured;
  const columns = { id: 'BIGINT', value: 'STRING' } as const;
  const dataset = { ...datasetOf(name), columns };
  const of = await captured.prepare(
    name,
    [dataset],
    [`CREATE TABLE ${name} (id BIGINT PRIMARY KEY, value ${before})`, `INSERT INTO ${name} VALUES (1, NULL)`],
  );
  await capture.follow(source.server, of);
  await capture.records(topicName(dataset), 1);
  await capture.stop();
  await source.play([
    `INSERT INTO ${name} VALUES (2, ${value})`,
    `ALTER TABLE ${name} ALTER value TYPE ${after} USING NULL`,
  ]);
  await capture.follow(source.server, of).catch(() => undefined);
  try {
    const told = await Promise.race([
      capture.records(topicName(dataset), 2).catch(() => undefined),
      capture.failure().then(() => undefined),
    ]);
    if (told === undefined) return { failure: await capture.failure(), values: [] };
    const rows = eventsOf(told.slice(1)) as unknown as { after: { value: unknown } }[];
    return { failure: '', values: rows.map(({ after }) => String(after.value)) };
  } finally {
    await capture.stop();
    await source.rows(`SELECT pg_drop_replication_slot('${of.slot}')`);
  }
}
