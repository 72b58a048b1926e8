import { type Dataset, topicName } from '../../../connectors/dataset';
import { START_MILLISECONDS } from '../../support/capture';
import { CapturedServer } from '../../support/captured-server';
import type { MysqlCapture } from '../../support/mysql-capture';
import { play } from '../../support/mysql-replication';
import type { MysqlServer } from '../../support/mysql-server';

jest.setTimeout(90_000);

const dataset = (schema: string, table: string): Dataset => ({
  source: 'odd',
  schema,
  table,
  keyColumns: ['id'],
  columns: { id: 'INT' },
});
const ODD = [
  ...['order-items', '2024_orders', 'sys$log', 'log@2 # größe', 'x'.repeat(64)].map((table) =>
    dataset('salesdb', table),
  ),
  dataset('sales-eu 2', 'order-items'),
];
/** Columns that MySQL works out by itself. */
const GENERATED = dataset('salesdb', 'generated');
/** With columns that nobody wants. */
const PEOPLE: Dataset = { ...dataset('salesdb', 'people'), excludedColumns: ['Card, no', 'notes$'] };
const quoted = ({ schema, table }: Dataset): string => `\`${schema}\`.\`${table}\``;

const captured = new CapturedServer('odd-names');
let server: MysqlServer;
let capture: MysqlCapture;

beforeAll(async () => {
  ({ server, capture } = await captured.start({
    topicPrefix: 'odd',
    datasets: [...ODD, GENERATED, PEOPLE],
    statements: [
      'CREATE DATABASE salesdb',
      'CREATE DATABASE `sales-eu 2`',
      ...ODD.flatMap((table) => [
        `CREATE TABLE ${quoted(table)} (id INT PRIMARY KEY)`,
        `INSERT INTO ${quoted(table)} VALUES (1)`,
      ]),
      `CREATE TABLE salesdb.generated (id INT PRIMARY KEY, twice INT AS (id * 2) STORED, computed VARCHAR(9) AS (CONCAT('n', 7)) VIRTUAL,
       late INT, KEY (computed))`,
      'INSERT INTO salesdb.generated (id, late) VALUES (1, 9)',
      'CREATE TABLE salesdb.people (id INT PRIMARY KEY, name INT, `card, no` INT NOT NULL, NOTES$ TEXT, `notes` INT)',
      `INSERT INTO salesdb.people VALUES (1, 2, 3, 'secret', 4)`,
    ],
  }));
  await capture.follow(server);
  await capture.records(topicName(GENERATED), 1);
}, START_MILLISECONDS);

afterAll(() => captured.end());

test('a table of any name goes to the topic that is named after it, from the snapshot and from the log', async () => {
  await play(server, [
    ...ODD.flatMap((table) => [
      `INSERT INTO ${quoted(table)} VALUES (2)`,
      `ALTER TABLE ${quoted(table)} ADD COLUMN more INT NOT NULL DEFAULT 7`,
      `INSERT INTO ${quoted(table)} VALUES (3, 8)`,
    ]),
  ]);
  for (const table of ODD) {
    expect(await afterImages(table, 3)).toEqual([{ id: 1 }, { id: 2 }, { id: 3, more: 8 }]);
  }
});

test('columns that MySQL works out are told by the log as by the snapshot', async () => {
  await play(server, ['INSERT INTO salesdb.generated (id, late) VALUES (2, 9)']);
  expect(await afterImages(GENERATED, 2)).toEqual([
    { id: 1, twice: 2, computed: 'n7', late: 9 },
    { id: 2, twice: 4, computed: 'n7', late: 9 },
  ]);
});

test('a column that is excluded is in no event, of the snapshot or of the log, and others like it are', async () => {
  await play(server, [
    `INSERT INTO salesdb.people VALUES (2, 2, 3, 'secret', 4)`,
    'ALTER TABLE salesdb.people ADD COLUMN more INT NULL FIRST',
    `INSERT INTO salesdb.people VALUES (5, 3, 2, 3, 'secret', 4)`,
  ]);
  expect(await afterImages(PEOPLE, 3)).toEqual([
    { id: 1, name: 2, notes: 4 },
    { id: 2, name: 2, notes: 4 },
    { more: 5, id: 3, name: 2, notes: 4 },
  ]);
});

async function afterImages(table: Dataset, count: number): Promise<unknown[]> {
  const records = await capture.records(topicName(table), count);
  return records.map(({ value }) => (JSON.parse(value ?? '') as { after: unknown }).after);
}
