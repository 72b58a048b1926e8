import { type AnsweredRow, type RegistryAsk, type StatementQuery, type Walkthrough } from '../walkthrough';

const CAPTURE = 'pagila-avro';
const FILM = 'public.film';
const FILM_ACTOR = 'public.film_actor';
const TABLES = ['public.actor', 'public.category', FILM, FILM_ACTOR, 'public.film_category', 'public.language'];
/** By which MSK Connect has topics of its own for each connector. */
const CONNECT = '__amazon_msk_connect_';

/** Of the registry's version: its own DDL makes as many. */
const REGISTRY_TABLES = 23;
/** Of the sample. */
const FILMS = 1_000;
const REFINED = 'pagila_public_film_refined';

const rows = (sql: string): StatementQuery => ({ sql, rowsOf: FILM });

const connectTopics = (connector: string): AnsweredRow[] =>
  ['configs', 'status'].map((what) => ({
    topic: `${CONNECT}${what}_tributary-dev-${connector}_00000000-0000-0000-0000-000000000000-1`,
  }));

const versions = (table: string): RegistryAsk => ({
  registry: `groups/${CAPTURE}/artifacts/${CAPTURE}.${table}-value/versions`,
  has: [{ version: '1' }, { version: '2' }],
});

/** PostgreSQL → Debezium → Avro, with its schemas in a registry → rows of Parquet → views and tables, as `docs/walkthroughs/P0.md` tells it. */
export const walkthrough: Walkthrough = {
  requires: { tables: TABLES, targets: ['parquet'], capture: CAPTURE },
  counts: { snapshot: 'P0.3', parquet: 'P0.5' },
  steps: [
    {
      prove: 'P0.1',
      claim: 'the registry answers, and keeps what it knows in a database of its own',
      asks: [
        { registry: 'system/info', has: [{ name: 'Apicurio Registry (SQL)', version: '3.3.3' }] },
        {
          source: "SELECT count(*) AS tables FROM information_schema.tables WHERE table_schema = 'public'",
          database: 'apicurio-registry',
          answers: [{ tables: String(REGISTRY_TABLES) }],
        },
      ],
    },
    {
      prove: 'P0.2',
      claim: 'connectors have topics of their own for what they know',
      asks: [{ topics: CONNECT, has: [...connectTopics('pagila-avro-cdc'), ...connectTopics('pagila-parquet')] }],
    },
    {
      prove: 'P0.4',
      claim: 'each table has a schema of its key and one of its values',
      asks: [
        {
          registry: `groups/${CAPTURE}/artifacts?limit=100`,
          has: TABLES.flatMap((table) =>
            ['key', 'value'].map((part) => ({ artifactid: `${CAPTURE}.${table}-${part}` })),
          ),
        },
      ],
    },
    { play: 'change films', files: '1-change' },
    {
      prove: 'P0.6',
      claim: 'a row of the snapshot has the types of its columns, and says that it is one',
      asks: [
        {
          query:
            rows(`SELECT op, after.title AS title, after.rental_rate AS rental_rate, after.rental_duration AS rental_duration,
  after.release_year AS release_year, after.rating AS rating, after.replacement_cost AS replacement_cost, after.length AS length,
  ARRAY_JOIN(after.special_features, ', ') AS special_features, source.snapshot AS snapshot
FROM pagila_public_film WHERE op = 'r' AND after.film_id = 1`),
          answers: [
            {
              op: 'r',
              title: 'ACADEMY DINOSAUR',
              rental_rate: '0.99',
              rental_duration: '6',
              release_year: '2006',
              rating: 'PG',
              replacement_cost: '20.99',
              length: '86',
              special_features: 'Deleted Scenes, Behind the Scenes',
              snapshot: 'first_in_data_collection',
            },
          ],
        },
      ],
    },
    {
      prove: 'P0.7',
      claim: 'changes are rows of their own; of one that is deleted the log tells the key, and nothing is made up',
      asks: [
        {
          query: rows(`SELECT op, after.release_year AS release_year, after.rental_rate AS rental_rate
FROM pagila_public_film WHERE after.film_id = 1`),
          answers: [
            { op: 'r', release_year: '2006', rental_rate: '0.99' },
            { op: 'u', release_year: '2021', rental_rate: '2.99' },
          ],
        },
        {
          query: rows(`SELECT op, before.film_id AS film_id, before.last_update AS last_update, after IS NULL AS gone
FROM pagila_public_film_actor WHERE before.film_id = 375`),
          answers: [{ op: 'd', film_id: '375', last_update: null, gone: 'true' }],
        },
      ],
    },
    { reshape: 'flatten records', of: FILM, shape: 'flat' },
    { play: 'delete a cast', files: '2-delete' },
    {
      prove: 'P0.8',
      claim:
        'under the same connector records are flat from then on, by a new version of their schema; a delete says so',
      asks: [
        versions(FILM_ACTOR),
        {
          query: rows(`SELECT __op, __db, __schema, __table, __deleted, COUNT(*) AS rows
FROM pagila_public_film_actor WHERE film_id = 376 GROUP BY 1, 2, 3, 4, 5`),
          answers: [
            { __op: 'd', __db: 'pagila', __schema: 'public', __table: 'film_actor', __deleted: 'true', rows: '2' },
          ],
        },
      ],
    },
    {
      prove: 'P0.9',
      claim: 'the catalog has a table of each captured one',
      asks: [
        {
          query: rows(`SELECT table_name FROM information_schema.tables
WHERE table_schema = current_schema AND table_name NOT LIKE '%latest' AND table_name NOT LIKE '%refined%'`),
          answers: TABLES.map((table) => ({ table_name: `pagila_${table.replace('.', '_')}` })),
        },
      ],
    },
    { play: 'change films again', files: '3-change' },
    {
      prove: 'P0.10',
      claim: 'all that a film was is in its rows, of either shape',
      asks: [
        {
          query: rows(`SELECT COALESCE(op, __op) AS op, COALESCE(after.rental_rate, rental_rate) AS rental_rate
FROM pagila_public_film WHERE COALESCE(after.film_id, film_id) = 1`),
          answers: [
            { op: 'r', rental_rate: '0.99' },
            { op: 'u', rental_rate: '2.99' },
            { op: 'u', rental_rate: '3.99' },
          ],
        },
        {
          query: { named: 'pagila_public_film_raw_history', parameters: ['1'] },
          has: [{ film_id: '1', rental_rate: '3.99' }],
        },
        {
          query: { named: 'pagila_public_film_raw_history_nested', parameters: ['1'] },
          has: [
            { film_id: '1', rental_rate: '0.99' },
            { film_id: '1', rental_rate: '2.99' },
          ],
        },
        {
          query: rows(`SELECT rental_duration FROM pagila_public_film WHERE film_id = 2 AND __op = 'u'`),
          answers: [{ rental_duration: '4' }, { rental_duration: '7' }],
        },
        {
          query: rows(
            `SELECT description, rating, last_update, __deleted FROM pagila_public_film WHERE film_id = 5 AND __op = 'd'`,
          ),
          answers: [{ description: null, rating: null, last_update: null, __deleted: 'true' }],
        },
      ],
    },
    {
      prove: 'P0.11',
      claim: 'a view has the newest row of each film, and of a deleted one none',
      asks: [
        {
          query: rows(`SELECT film_id, release_year, rental_rate, rental_duration FROM pagila_public_film_latest
WHERE film_id IN (1, 2, 4, 5)`),
          has: [
            { film_id: '1', release_year: '2019', rental_rate: '3.99' },
            { film_id: '2', rental_duration: '7' },
            { film_id: '4', release_year: '2017', rental_rate: '3.99' },
          ],
          lacks: [{ film_id: '5' }],
        },
        {
          query: { named: 'pagila_public_film_latest_of_keys', parameters: ["'1,5'"] },
          has: [{ film_id: '1', rental_rate: '3.99' }],
          lacks: [{ film_id: '5' }],
        },
        {
          query: rows(`SELECT c.name FROM pagila_public_film_category_latest f
JOIN pagila_public_category_latest c ON c.category_id = f.category_id WHERE f.film_id = 3`),
          answers: [{ name: 'Steampunk' }],
        },
      ],
    },
    { run: 'refined' },
    {
      remember: 'refresh',
      query: rows(`SELECT MAX(table_name) FROM information_schema.tables
WHERE table_schema = current_schema AND table_name LIKE '${REFINED}!_%' ESCAPE '!'`),
    },
    {
      prove: 'P0.12',
      claim: 'newest rows are a table of their own by now, in a folder for each rating',
      asks: [
        {
          query: rows('SELECT rating FROM "{{refresh}}$partitions"'),
          answers: ['G', 'NC-17', 'PG', 'PG-13', 'R'].map((rating) => ({ rating })),
        },
        {
          query: rows(`SELECT film_id, title, rental_rate, rating FROM pagila_public_film_latest
EXCEPT SELECT film_id, title, rental_rate, rating FROM ${REFINED}`),
          answers: [],
        },
        { query: rows(`SELECT COUNT(*) AS films FROM ${REFINED}`), answers: [{ films: String(FILMS - 1) }] },
      ],
    },
  ],
};
