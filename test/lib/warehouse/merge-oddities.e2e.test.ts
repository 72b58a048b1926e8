import { type MergedTable, WarehouseBench } from '../../support/warehouse-bench';
import { at, change, NAMES } from '../../support/warehouse-changes';
import { PLAIN_TABLE } from '../../support/warehouse-tables';

jest.setTimeout(120_000);

let bench: WarehouseBench;
beforeAll(async () => {
  bench = await WarehouseBench.open();
});
afterAll(() => bench.close());

const source = (pos: number): object => ({ file: 'b.000001', pos, row: 0, gtid: 'a:1', server_id: 1 });

test.each([
  ['DECIMAL(10,2)', '1.5', '1.50'],
  ['BOOLEAN', 1, true],
] as const)('a %s in the key is one value however events spell it', async (type, one, other) => {
  const table = await bench.make({ ...PLAIN_TABLE, keyColumns: ['K'], columns: { K: type, NAME: 'STRING' } });
  table.put(
    at(0, { op: 'c', after: { K: one, NAME: 'first' }, source: source(1) }),
    at(1, { op: 'u', after: { K: other, NAME: 'second' }, source: source(2) }),
  );
  expect(await table.merge()).toMatchObject({ upserted: 1 });
  expect(await table.rows('name')).toEqual([['second']]);
});

test('keys that differ in blanks at their end are two', async () => {
  const table = await bench.make({ ...PLAIN_TABLE, keyColumns: ['K'], columns: { K: 'STRING', NAME: 'STRING' } });
  table.put(
    at(0, { op: 'c', after: { K: 'a', NAME: 'none' }, source: source(1) }),
    at(1, { op: 'c', after: { K: 'a ', NAME: 'one' }, source: source(2) }),
    at(2, { op: 'c', after: { K: '', NAME: 'empty' }, source: source(3) }),
  );
  expect(await table.merge()).toMatchObject({ upserted: 3 });
  table.put(at(3, { op: 'd', before: { K: 'a ' }, source: source(4) }));
  expect(await table.merge()).toMatchObject({ deleted: 1 });
  expect(await table.rows('k, name')).toEqual([
    ['', 'empty'],
    ['a', 'none'],
  ]);
});

test.each(['emptied', 'reason', 'records', 'position'])('a column may be called %s', async (column) => {
  const table = await bench.make({
    ...PLAIN_TABLE,
    truncate: 'apply',
    columns: { CUST_ID: 'BIGINT', [column]: 'STRING' },
  });
  table.put(
    at(0, { op: 'c', after: { CUST_ID: 1, [column]: 'x' }, source: source(1) }),
    at(1, { op: 't', source: source(2) }),
    at(2, { op: 'c', after: { CUST_ID: 2, [column]: 'y' }, source: source(3) }),
  );
  await table.merge();
  expect(await table.rows(`"${column}"`)).toEqual([['y']]);
});

test('a record that one scan refused and a later one read is what was read', async () => {
  const table = await bench.make(PLAIN_TABLE);
  const refuse = (offset: number) =>
    table.query(
      (
        schema,
      ) => `INSERT INTO pg_catalog.sys_stream_scan_errors (external_schema_name, stream_name, partition_id, position)
        VALUES ('${schema}__topics', '${table.definition.topic}', '0', '${offset}')`,
    );
  table.put(at(0, change('c', 1, 'x')), at(2, change('c', 2, 'y')));
  await refuse(1);
  await refuse(2);
  expect(await table.merge()).toMatchObject({ records: 3, upserted: 2, refused: 1 });
  table.put(at(3, change('c', 3, 'z')));
  expect(await table.merge()).toMatchObject({ records: 1, upserted: 1 });
});

describe('a snapshot of another log is noticed', () => {
  let table: MergedTable;
  beforeEach(async () => {
    table = await bench.make(PLAIN_TABLE);
  });

  test('in the batch of what was before it', async () => {
    table.put(at(0, change('c', 1, 'old', { pos: 100 })), at(1, change('r', 1, 'new', { pos: 50 })));
    await expect(table.merge()).rejects.toThrow('A row of a later snapshot stands earlier');
  });

  test('where the row was deleted', async () => {
    table.put(at(0, change('c', 1, 'old', { pos: 90 })), at(1, change('d', 1, 'old', { pos: 100 })));
    await table.merge();
    table.put(at(2, null), at(3, change('r', 1, 'new', { pos: 50 })));
    await expect(table.merge()).rejects.toThrow('A row of a later snapshot stands earlier');
  });

  test('and one of the same log is none', async () => {
    table.put(at(0, change('c', 1, 'old', { pos: 90 })), at(1, change('r', 1, 'new', { pos: 100 })));
    await table.merge();
    table.put(at(2, change('d', 1, 'new', { pos: 110 })), at(3, null), at(4, change('r', 1, 'again', { pos: 120 })));
    await table.merge();
    expect(await table.rows(NAMES)).toEqual([['1', 'again']]);
  });
});

test('a definition may come back when the topic no longer has what was merged meanwhile', async () => {
  const table = await bench.make(PLAIN_TABLE);
  table.put(at(0, change('c', 1, 'x')), at(1, change('c', 2, 'y')));
  await table.merge();
  const { columns, topic } = table.definition;
  const wider = await table.deploy({ columns: [...columns, { name: 'phone', type: 'STRING', sources: ['PHONE'] }] });
  wider.put(at(2, change('c', 3, 'z')), at(3, change('c', 4, 'z')));
  await wider.merge();
  await table.query((schema) => `DELETE FROM "${schema}__topics"."${topic}" WHERE kafka_offset < 3`);
  const back = await wider.deploy({ columns });
  back.put(at(4, change('c', 5, 'z')));
  await back.merge();
  expect(await back.rows(NAMES)).toHaveLength(5);
  // Behind what either has merged it is a gap again.
  back.put(at(6, change('c', 6, 'z')));
  await expect(back.merge()).rejects.toThrow('partition 0, offsets 5 to 5');
});

test.each([
  ['DECIMAL(10,4)', '1.0E-5'],
  ['DECIMAL(10,2)', '12345E-3'],
  ['DATE', '2026-01-01T23:00:00Z'],
  ['DATE', 'today'],
  ['TIMESTAMP', '2026-01-01T00:00:00+02:00'],
  ['TIMESTAMP', '2026-01-01T00:00:00.1234567Z'],
] as const)('a %s is never made of %s, of which it would lose something', async (type, text) => {
  const table = await bench.make({ ...PLAIN_TABLE, columns: { CUST_ID: 'BIGINT', V: type } });
  table.put(at(0, { op: 'c', after: { CUST_ID: 1, V: text }, source: source(1) }));
  await expect(table.merge()).rejects.toThrow(`v must be a ${type}`);
});
