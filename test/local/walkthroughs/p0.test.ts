import { findWalkthroughs } from '../../../local/walkthroughs/find-walkthroughs';
import type { NamedWalkthrough } from '../../../local/walkthroughs/walkthrough';
import { type Answer, type Played, playInMemory } from '../../support/walkthrough-stage';

const [P0] = findWalkthroughs().filter(({ name }) => name === 'P0') as [NamedWalkthrough];
const IDS = ['P0.1', 'P0.10', 'P0.11', 'P0.12', 'P0.2', 'P0.4', 'P0.6', 'P0.7', 'P0.8', 'P0.9'];
const TABLES = ['actor', 'category', 'film', 'film_actor', 'film_category', 'language'];

/** What there is around, and in the tables of rows. */
interface Kept {
  readonly registry: { readonly version: string; readonly tables: number };
  readonly topics: readonly string[];
  readonly artifacts: readonly string[];
  readonly versions: readonly string[];
  readonly first: Readonly<Record<string, unknown>>;
  readonly nested: Answer;
  readonly deleted: Answer;
  readonly flatDeletes: Answer;
  readonly catalog: readonly string[];
  readonly history: Answer;
  readonly durations: Answer;
  readonly last: Answer;
  readonly latest: Answer;
  readonly category: string;
  readonly partitions: readonly string[];
  readonly differing: Answer;
  readonly films: number;
}

const topic = (what: string, connector: string): string =>
  `__amazon_msk_connect_${what}_tributary-dev-${connector}_00000000-0000-0000-0000-000000000000-1`;

const HEALTHY: Kept = {
  registry: { version: '3.3.3', tables: 23 },
  topics: ['pagila-avro-cdc', 'pagila-parquet'].flatMap((name) => [topic('configs', name), topic('status', name)]),
  artifacts: TABLES.flatMap((table) => [`pagila-avro.public.${table}-key`, `pagila-avro.public.${table}-value`]),
  versions: ['1', '2'],
  first: {
    op: 'r',
    title: 'ACADEMY DINOSAUR',
    rental_rate: '0.99',
    rental_duration: 6,
    release_year: 2006,
    rating: 'PG',
    replacement_cost: '20.99',
    length: 86,
    special_features: 'Deleted Scenes, Behind the Scenes',
    snapshot: 'first_in_data_collection',
  },
  nested: [
    { op: 'r', release_year: 2006, rental_rate: '0.99' },
    { op: 'u', release_year: 2021, rental_rate: '2.99' },
  ],
  deleted: [{ op: 'd', film_id: 375, last_update: null, gone: true }],
  flatDeletes: [{ __op: 'd', __db: 'pagila', __schema: 'public', __table: 'film_actor', __deleted: 'true', rows: 2 }],
  catalog: TABLES.map((table) => `pagila_public_${table}`),
  history: [
    { op: 'r', rental_rate: '0.99' },
    { op: 'u', rental_rate: '2.99' },
    { op: 'u', rental_rate: '3.99' },
  ],
  durations: [{ rental_duration: 4 }, { rental_duration: 7 }],
  last: [{ description: null, rating: null, last_update: null, __deleted: 'true' }],
  latest: [
    { film_id: 1, release_year: 2019, rental_rate: '3.99', rental_duration: 6 },
    { film_id: 2, release_year: 2006, rental_rate: '4.99', rental_duration: 7 },
    { film_id: 4, release_year: 2017, rental_rate: '3.99', rental_duration: 5 },
  ],
  category: 'Steampunk',
  partitions: ['G', 'NC-17', 'PG', 'PG-13', 'R'],
  differing: [],
  films: 999,
};

function played(kept: Kept): Played {
  const answer: Played['answer'] = (sql) => {
    const has = (...words: string[]): boolean => words.every((word) => sql.includes(word));
    if (has('raw_history_nested')) return kept.history.slice(0, 2).map((row) => ({ film_id: 1, ...row }));
    if (has('raw_history')) return kept.history.slice(2).map((row) => ({ film_id: 1, ...row }));
    if (has('latest_of_keys')) return kept.latest;
    if (has('MAX(table_name)')) return [{ _col0: 'refreshed' }];
    if (has('"refreshed$partitions"')) return kept.partitions.map((rating) => ({ rating }));
    if (has('EXCEPT')) return kept.differing;
    if (has('AS films')) return [{ films: kept.films }];
    if (has('information_schema')) return kept.catalog.map((table_name) => ({ table_name }));
    if (has('film_category_latest')) return [{ name: kept.category }];
    if (has('film_latest')) return kept.latest;
    if (has("op = 'r'")) return [kept.first];
    if (has('film_id = 376')) return kept.flatDeletes;
    if (has('film_id = 375')) return kept.deleted;
    if (has('COALESCE(op, __op)')) return kept.history;
    if (has('rental_duration FROM')) return kept.durations;
    return has("__op = 'd'") ? kept.last : kept.nested;
  };
  return {
    walkthrough: P0,
    play: () => ({ c: 0, u: 0, d: 0 }),
    events: () => 0,
    answer,
    around: (ask) => {
      if ('source' in ask) return [{ tables: kept.registry.tables }];
      if ('topics' in ask) return kept.topics.map((each) => ({ topic: each }));
      if (ask.registry === 'system/info') return [{ name: 'Apicurio Registry (SQL)', version: kept.registry.version }];
      return ask.registry.endsWith('versions')
        ? kept.versions.map((version) => ({ version }))
        : kept.artifacts.map((artifactid) => ({ artifactid }));
    },
  };
}

async function redOf(kept: Partial<Kept>): Promise<string[]> {
  const proofs = await playInMemory(played({ ...HEALTHY, ...kept }));
  expect([...proofs.keys()].sort()).toEqual(IDS);
  return [...proofs].filter(([, { passed }]) => !passed).map(([id]) => id);
}

test('rows, views and a registry that are as they should be pass', async () => {
  expect(await redOf({})).toEqual([]);
});

test.each<[string, Partial<Kept>, string[]]>([
  ['another registry', { registry: { version: '2.6.13', tables: 23 } }, ['P0.1']],
  ['a registry that keeps nothing', { registry: { version: '3.3.3', tables: 0 } }, ['P0.1']],
  ['a connector without its topics', { topics: HEALTHY.topics.slice(1) }, ['P0.2']],
  ['a key without a schema', { artifacts: HEALTHY.artifacts.slice(1) }, ['P0.4']],
  ['a number that lost its places', { first: { ...HEALTHY.first, rental_rate: '1' } }, ['P0.6']],
  ['a list without an element', { first: { ...HEALTHY.first, special_features: 'Deleted Scenes' } }, ['P0.6']],
  ['a change that is missing', { nested: HEALTHY.nested.slice(0, 1) }, ['P0.7']],
  ['a time that was made up', { deleted: [{ ...HEALTHY.deleted[0], last_update: '1970-01-01' }] }, ['P0.7']],
  ['no new version', { versions: ['1'] }, ['P0.8']],
  ['a delete that does not say so', { flatDeletes: [{ ...HEALTHY.flatDeletes[0], __deleted: 'false' }] }, ['P0.8']],
  ['a table that the catalog lacks', { catalog: HEALTHY.catalog.slice(1) }, ['P0.9']],
  ['a history without its last change', { history: HEALTHY.history.slice(0, 2) }, ['P0.10']],
  ['changes of one row that became one', { durations: HEALTHY.durations.slice(1) }, ['P0.10']],
  ['a deleted row with its values', { last: [{ ...HEALTHY.last[0], rating: 'PG' }] }, ['P0.10']],
  ['a view with a deleted row', { latest: [...HEALTHY.latest, { film_id: 5 }] }, ['P0.11']],
  ['a view with an older row', { latest: HEALTHY.latest.map((row) => ({ ...row, rental_duration: 4 })) }, ['P0.11']],
  ['a category of before', { category: 'Techno Thriller' }, ['P0.11']],
  ['a folder that is missing', { partitions: HEALTHY.partitions.slice(1) }, ['P0.12']],
  ['a row that is not refined', { differing: [{ film_id: 1 }] }, ['P0.12']],
  ['a row too many', { films: 1000 }, ['P0.12']],
])('%s turns the proof red', async (_, kept, red) => {
  expect(await redOf(kept)).toEqual(red);
});
