import { latestStatement } from '../../../lib/serving/latest-statement';
import { ARCHIVE, AthenaBench, DATABASE, WORKGROUP } from '../../support/athena-bench';
import { envelope, FILM, FILM_TYPES, filmEntry, filmKey, flat, UNTOLD } from '../../support/film-changes';

const VIEW = 'pagila_public_film_latest';

let bench: AthenaBench;

beforeAll(async () => {
  bench = await AthenaBench.open();
  await bench.createTable(filmEntry());
}, 300_000);

afterAll(() => bench.close());

function viewEvent(RequestType: 'Create' | 'Update' | 'Delete', statement?: string): object {
  const sql = latestStatement({ view: VIEW, table: 'pagila_public_film', dataset: FILM, types: FILM_TYPES });
  return {
    RequestType,
    ResourceType: 'Custom::AthenaView',
    ResourceProperties: {
      WorkgroupName: WORKGROUP,
      Database: DATABASE,
      View: VIEW,
      Statement: statement ?? sql,
    },
  };
}

const film = (film_id: number, title: string, more: object = {}): object => ({
  film_id,
  title,
  description: `about ${title}`,
  rate: '0.99',
  special_features: ['Trailers', 'Deleted Scenes'],
  scores: [7, null],
  flags: [true, null],
  rating: 'PG',
  picture: 'bytes',
  Last_Update: '2026-01-02T03:04:05.678901+00:00',
  ...more,
});

const letters = [...Buffer.from(UNTOLD)];
const untold = {
  description: UNTOLD,
  picture: UNTOLD,
  special_features: [UNTOLD],
  scores: letters,
  flags: letters.map(() => true),
};

test('a view is made while there is nothing to be seen', async () => {
  expect(await bench.call('handler', viewEvent('Create'))).toEqual({ PhysicalResourceId: `${DATABASE}.${VIEW}` });
  expect(await bench.rows(`SELECT * FROM ${VIEW}`)).toEqual([]);
}, 120_000);

test('of each key it has the newest row, whichever shape and order its changes have', async () => {
  await bench.writeChanges([
    // Flattened changes, in a file that sorts before that of the snapshot, and told twice.
    {
      key: filmKey(0),
      rows: [
        flat('u', ['9000', '9001'], film(1, 'flat', { rate: '3.99' })),
        flat('d', ['9000', '9002'], { film_id: 5, rate: '4.99' }),
        flat('u', ['9000', '9001'], film(1, 'flat', { rate: '3.99' })),
        // In one transaction, and with more digits than what it follows: as text it would be lower.
        flat('u', ['10000', '10001'], film(2, 'twice', { rating: 'G' })),
        flat('u', ['10000', '10002'], film(2, 'thrice', { rating: null })),
        flat('c', ['10000', '10003'], film(7, 'born flat')),
      ],
    },
    {
      key: filmKey(100, 1),
      rows: [
        ...[1, 2, 3, 4, 5, 6].map((id) => envelope('r', ['5000', '5000'], film(id, `snapshot ${id}`))),
        // A transaction that was open across the snapshot.
        envelope('u', ['5000', '4000'], film(3, 'open across')),
        envelope('d', ['6000', '6001'], { film_id: 4 }),
        envelope('d', ['6000', '6002'], { film_id: 6 }),
        envelope('c', ['6000', '6003'], film(6, 'again', { description: null })),
      ],
    },
  ]);
  const rows = await bench.rows(`SELECT film_id, title, rate, rating, description FROM ${VIEW} ORDER BY film_id`);
  expect(rows).toEqual([
    { film_id: '1', title: 'flat', rate: '3.99', rating: 'PG', description: 'about flat' },
    { film_id: '2', title: 'thrice', rate: '0.99', rating: null, description: 'about thrice' },
    { film_id: '3', title: 'open across', rate: '0.99', rating: 'PG', description: 'about open across' },
    { film_id: '6', title: 'again', rate: '0.99', rating: 'PG', description: null },
    { film_id: '7', title: 'born flat', rate: '0.99', rating: 'PG', description: 'about born flat' },
  ]);
}, 120_000);

test('a value that the log left out is the one that was told last, be it none', async () => {
  await bench.writeChanges([
    {
      key: filmKey(200),
      rows: [
        flat('u', ['20000', '20002'], film(1, 'untold twice', untold)),
        flat('u', ['20000', '20001'], film(1, 'untold', untold)),
        flat('u', ['20000', '20003'], film(6, 'still none', untold)),
        flat('u', ['20000', '20004'], film(9, 'never told', untold)),
      ],
    },
  ]);
  const rows = await bench.rows(
    `SELECT film_id, title, description, from_utf8(picture) AS picture, special_features, scores, flags, "last_update"
     FROM ${VIEW} WHERE film_id IN (1, 6, 9) ORDER BY film_id`,
  );
  const last_update = '2026-01-02 03:04:05.679';
  const told = {
    picture: 'bytes',
    special_features: ['Trailers', 'Deleted Scenes'],
    scores: ['7', null],
    flags: ['true', null],
    last_update,
  };
  expect(rows).toEqual([
    { film_id: '1', title: 'untold twice', description: 'about flat', ...told },
    { film_id: '6', title: 'still none', description: null, ...told },
    {
      film_id: '9',
      title: 'never told',
      description: null,
      picture: null,
      special_features: null,
      scores: null,
      flags: null,
      last_update,
    },
  ]);
}, 120_000);

test('both shapes are told apart in the raw table', async () => {
  const [count] = await bench.rows(
    `SELECT count_if(op IS NOT NULL) AS nested, count_if("__op" IS NOT NULL) AS flat,
       count_if(op IS NOT NULL AND "__op" IS NOT NULL) AS "both", count(*) AS "all" FROM pagila_public_film`,
  );
  expect(count).toEqual({ nested: '10', flat: '10', both: '0', all: '20' });
  const [deleted] = await bench.rows(
    `SELECT "__deleted", "__source_txid", "partition" FROM pagila_public_film WHERE film_id = 5 AND "__op" = 'd'`,
  );
  expect(deleted).toEqual({ __deleted: 'true', __source_txid: '7', partition: '0' });
}, 120_000);

test('a flattened row with a column `op` that nobody declared is none of an envelope', async () => {
  const row = flat('u', ['21000', '21001'], film(7, 'audited'));
  await bench.writeChanges([{ key: filmKey(250), rows: [{ ...row, op: 'd' }] }]);
  expect(await bench.rows(`SELECT film_id, title FROM ${VIEW} WHERE film_id = 7 OR film_id IS NULL`)).toEqual([
    { film_id: '7', title: 'audited' },
  ]);
}, 120_000);

test('what was truncated is gone, and what came after is there', async () => {
  await bench.writeChanges([
    {
      key: filmKey(300),
      rows: [envelope('t', ['30000', '30001'], undefined), envelope('c', ['30000', '30002'], film(1, 'after'))],
    },
  ]);
  expect(await bench.rows(`SELECT film_id, title, "__position" FROM ${VIEW}`)).toEqual([
    { film_id: '1', title: 'after', __position: `${'30000'.padStart(20, '0')}-${'30002'.padStart(20, '0')}` },
  ]);
}, 120_000);

test('a statement that fails ends the deployment with the words of the server', async () => {
  await expect(
    bench.call('handler', viewEvent('Update', 'CREATE OR REPLACE VIEW v AS SELECT nothing')),
  ).rejects.toThrow(
    /statement `pagila_public_film_latest: view` must end SUCCEEDED, got: FAILED: COLUMN_NOT_FOUND: .*'nothing' cannot be resolved; it was: CREATE OR REPLACE VIEW v AS SELECT nothing/,
  );
}, 120_000);

test('a statement that takes longer than the function may run is stopped', async () => {
  const much = 'UNNEST(SEQUENCE(1, 10000))';
  const sql = `SELECT count(*) AS much FROM ${much} a(x) CROSS JOIN ${much} b(y) CROSS JOIN ${much} c(z)`;
  await expect(bench.call('handler', viewEvent('Create', sql), undefined, 32)).rejects.toThrow(
    'must end SUCCEEDED, got: RUNNING when time was up',
  );
  const ended = "SELECT state, error_code FROM system.runtime.queries WHERE query LIKE 'SELECT count(*) AS much%'";
  expect(await bench.rows(ended)).toEqual([{ state: 'FAILED', error_code: 'USER_CANCELED' }]);
}, 120_000);

test('a view goes with its resource, and its going may be asked for again', async () => {
  for (let time = 0; time < 2; time++) await bench.call('handler', viewEvent('Delete'));
  await expect(bench.rows(`SELECT * FROM ${VIEW}`)).rejects.toThrow('does not exist');
  expect(await bench.keys(ARCHIVE, 'topics/')).toHaveLength(5);
}, 120_000);
