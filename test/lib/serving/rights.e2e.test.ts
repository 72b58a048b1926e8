import { SCHEDULED_TIME } from '../../../lib/serving/refined-table-definition';
import type { RoleAccess, Statement } from '../../../local/access/read-roles';
import { AthenaBench } from '../../support/athena-bench';
import { envelope, filmEntry, filmKey } from '../../support/film-changes';
import { type DeployedFilm, deployedFilm } from '../../support/refined-film';

let bench: AthenaBench;
let film: DeployedFilm;
let tries = 0;

beforeAll(async () => {
  film = deployedFilm();
  bench = await AthenaBench.open();
  await bench.createTable(filmEntry());
  await bench.writeChanges([
    { key: filmKey(0), rows: [envelope('r', ['1', '1'], { film_id: 1, title: 'first', rating: 'PG' })] },
  ]);
}, 300_000);

beforeEach(() => bench.access.setRoles(film.roles));

afterAll(() => bench.close());

const make = (RequestType = 'Create'): Promise<unknown> =>
  bench.call('handler', { RequestType, ResourceProperties: film.viewProperties }, film.maker);

function refresh(due: string): Promise<unknown> {
  const input = film.refreshInput.replaceAll(SCHEDULED_TIME, due);
  return bench.call('refresh', JSON.parse(input), film.refresher);
}

/** Roles of which one may not do something any more. */
function without(role: string, action: string): readonly RoleAccess[] {
  const spared = ({ Action, ...statement }: Statement): Statement => ({
    ...statement,
    Action: [Action].flat().filter((each) => each !== action),
  });
  return film.roles.map((each) => (each.name === role ? { ...each, statements: each.statements.map(spared) } : each));
}

test('functions do with the rights of their template what they are for', async () => {
  await make();
  await make('Update');
  await refresh('2026-01-01T00:00:00Z');
  await refresh('2026-01-01T01:00:00Z');
  await refresh('2026-01-01T02:00:00Z');
  expect(await bench.rows('SELECT title, rating FROM pagila_public_film_refined')).toEqual([
    { title: 'first', rating: 'PG' },
  ]);
  await make('Delete');
}, 180_000);

test.each([
  'athena:StartQueryExecution',
  'athena:GetQueryExecution',
  'glue:CreateTable',
  'glue:GetTable',
  'glue:GetDatabase',
  's3:GetBucketLocation',
  's3:PutObject',
])(
  'whoever makes a view misses %s',
  async (action) => {
    await make('Delete');
    bench.access.setRoles(without(film.maker, action));
    await expect(make()).rejects.toThrow(`is not authorized to perform: ${action} on resource`);
  },
  60_000,
);

test.each([
  'glue:BatchCreatePartition',
  'glue:GetTables',
  'glue:UpdateTable',
  's3:GetObject',
  's3:ListBucket',
  's3:PutObject',
])(
  'whoever makes a table anew misses %s',
  async (action) => {
    await make();
    bench.access.setRoles(without(film.refresher, action));
    // Each is newer than those before.
    await expect(refresh(`2026-01-02T00:00:${++tries + 10}Z`)).rejects.toThrow(
      `is not authorized to perform: ${action} on resource`,
    );
  },
  60_000,
);
