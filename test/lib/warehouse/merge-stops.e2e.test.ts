import { type MergedTable, type StreamRecord, WarehouseBench } from '../../support/warehouse-bench';
import { at, change, NAMES } from '../../support/warehouse-changes';
import { PLAIN_TABLE } from '../../support/warehouse-tables';

jest.setTimeout(120_000);

let bench: WarehouseBench;
beforeAll(async () => {
  bench = await WarehouseBench.open();
});
afterAll(() => bench.close());

let table: MergedTable;
beforeEach(async () => {
  table = await bench.make(PLAIN_TABLE);
});

describe('a merge stops and changes nothing', () => {
  afterEach(async () => {
    expect(await table.rows(NAMES)).toEqual([['1', 'x']]);
  });
  beforeEach(async () => {
    table.put(at(0, change('c', 1, 'x')));
    await table.merge();
  });

  test.each<[string, StreamRecord[], string]>([
    ['offsets that are nowhere', [at(3, change('u', 1, 'y', { pos: 9 }))], 'partition 0, offsets 1 to 2'],
    ['the beginning of a partition', [at(7, change('c', 2, 'y'), 1)], 'partition 1, offsets 0 to 6'],
    ['two behind a deletion', [at(1, change('d', 1, 'x', { pos: 5 })), at(4, change('c', 2, 'y'))], 'offsets 2 to 3'],
    ['JSON that is no change', [at(1, { a: 1 })], 'partition 0 at offset 1: op must be r, c, u, d or t'],
    ['JSON that is no object', [at(1, Buffer.from('null'))], 'offset 1'],
    ['a change without a place', [at(1, { ...change('u', 1, 'y'), source: {} })], 'source must tell the place'],
    ['a key without a value', [at(1, { ...change('u', 1, 'y'), after: { CUST_ID: null } })], 'must have a value'],
    ['a truncate that nothing is said of', [at(1, { ...change('t', 1, null), after: null })], 'was truncated'],
    ['the log of another server', [at(1, change('u', 1, 'y', { pos: 9, server: 'z' }))], 'servers a-b-c and z'],
    ['a snapshot of another log', [at(1, change('r', 1, 'y', { pos: 0 }))], 'A row of a later snapshot stands earlier'],
    ['a key that is no number', [at(1, { ...change('u', 1, 'y'), after: { CUST_ID: 'one' } })], 'one'],
  ])('at %s', async (_, records, sentence) => {
    table.put(...records);
    await expect(table.merge()).rejects.toThrow(sentence);
    await expect(table.merge()).rejects.toThrow(sentence);
  });
});
