import { type MergedTable, WarehouseBench } from '../../support/warehouse-bench';
import { at, change, NAMES } from '../../support/warehouse-changes';
import { PLAIN_TABLE } from '../../support/warehouse-tables';

jest.setTimeout(120_000);

let bench: WarehouseBench;
beforeAll(async () => {
  bench = await WarehouseBench.open();
});
afterAll(() => bench.close());

describe('a table', () => {
  let table: MergedTable;
  beforeEach(async () => {
    table = await bench.make(PLAIN_TABLE);
  });

  test('is the newest of each key, by the place in the log and not by when it came; ties go to the later record', async () => {
    table.put(
      at(0, change('r', 1, 'read', { pos: 100 })),
      at(1, change('u', 1, 'newer', { pos: 200 })),
      at(2, change('u', 1, 'sent again', { pos: 150 })),
      at(3, change('c', 2, 'first', { pos: 300 })),
      at(4, change('u', 2, 'second', { pos: 300 })),
      at(0, change('r', 3, 'other partition', { pos: 100 }), 1),
    );
    expect(await table.merge()).toEqual({ records: 6, upserted: 3, deleted: 0, stale: 0, refused: 0 });
    expect(await table.rows(NAMES)).toEqual([
      ['1', 'newer'],
      ['2', 'second'],
      ['3', 'other partition'],
    ]);
    expect(await table.merge()).toEqual({ records: 0, upserted: 0, deleted: 0, stale: 0, refused: 0 });
  });

  test('what is gone stays gone, whatever older comes again; a batch may be deletions only', async () => {
    table.put(at(0, change('c', 1, 'x', { pos: 1 })), at(1, change('c', 2, 'y', { pos: 2 })));
    await table.merge();
    table.put(at(2, change('d', 1, 'x', { pos: 3 })), at(3, null));
    expect(await table.merge()).toMatchObject({ records: 2, upserted: 0, deleted: 1 });
    expect(await table.merge()).toMatchObject({ records: 0 });
    table.put(at(4, change('c', 1, 'x', { pos: 1 })));
    expect(await table.merge()).toMatchObject({ records: 1, upserted: 0, stale: 1 });
    expect(await table.rows(NAMES)).toEqual([['2', 'y']]);
    table.put(at(5, change('c', 1, 'again', { pos: 9 })));
    expect(await table.merge()).toMatchObject({ upserted: 1, stale: 0 });
    expect(await table.rows(NAMES)).toEqual([
      ['1', 'again'],
      ['2', 'y'],
    ]);
    expect(await table.rows('1', '__deleted')).toEqual([]);
  });

  test('a record that is shown twice counts once', async () => {
    table.put(at(0, change('c', 1, 'x')), at(0, change('c', 1, 'x')));
    expect(await table.merge()).toMatchObject({ records: 1, upserted: 1 });
    table.put(at(0, change('c', 1, 'x')), at(1, change('u', 1, 'y', { pos: 5 })));
    expect(await table.merge()).toMatchObject({ records: 1, upserted: 1 });
  });

  test('what is no JSON is among the errors and stops nothing', async () => {
    table.put(
      at(0, Buffer.from('{"op"')),
      at(1, Buffer.from('')),
      at(2, Buffer.from([0xff, 0xfe])),
      at(3, change('c', 1, 'x')),
    );
    expect(await table.merge()).toMatchObject({ records: 4, upserted: 1, refused: 3 });
    expect(await table.rows('CAST(kafka_offset AS VARCHAR(20)), kind', '__errors')).toEqual([
      ['0', 'unparsed'],
      ['1', 'unparsed'],
      ['2', 'unparsed'],
    ]);
  });

  test('goes on over offsets that somebody accepted, and over what a deletion leaves behind', async () => {
    table.put(at(5, change('c', 1, 'x')));
    await expect(table.merge()).rejects.toThrow('offsets 0 to 4');
    await table.query((schema, name) => `INSERT INTO "${schema}"."${name}__accepted" VALUES (0, 0, 4)`);
    expect(await table.merge()).toMatchObject({ records: 1, upserted: 1 });
    table.put(at(6, change('d', 1, 'x', { pos: 7 })));
    expect(await table.merge()).toMatchObject({ deleted: 1 });
    // Its tombstone at 7 is shown by nobody.
    table.put(at(8, change('c', 2, 'y', { pos: 8 })));
    expect(await table.merge()).toMatchObject({ records: 1, upserted: 1 });
  });

  test('what the scan refused is an error, and no gap', async () => {
    table.put(at(0, change('c', 1, 'x')), at(2, change('u', 1, 'y', { pos: 9 })));
    await table.query(
      (
        schema,
      ) => `INSERT INTO pg_catalog.sys_stream_scan_errors (external_schema_name, stream_name, partition_id, position, error_reason)
        VALUES ('${schema}__topics', 'salesdb.salesdb.CUSTOMER', '0', '1', 'too large')`,
    );
    expect(await table.merge()).toMatchObject({ records: 3, upserted: 1, refused: 1 });
    expect(await table.rows('kind, TRIM(reason)', '__errors')).toEqual([['refused', 'too large']]);
  });

  test('a column that comes later is filled from what the topic still has', async () => {
    const withPhone = (record: object, phone: string): object => ({
      ...record,
      after: { ...(record as { after: object }).after, PHONE: phone },
    });
    table.put(at(0, change('c', 1, 'x')), at(1, withPhone(change('c', 2, 'y'), '12')));
    await table.merge();
    const wider = await table.deploy({
      columns: [...table.definition.columns, { name: 'phone', type: 'STRING', sources: ['PHONE'] }],
    });
    wider.put(at(2, change('u', 1, 'z', { pos: 9 })));
    // The new view reads what is kept of the topic anew.
    expect(await wider.merge()).toMatchObject({ upserted: 2, stale: 0 });
    expect(await wider.rows(`${NAMES}, phone`)).toEqual([
      ['1', 'z', null],
      ['2', 'y', '12'],
    ]);
    expect(
      await wider.query((schema) => `SELECT name FROM pg_catalog.svv_mv_info WHERE schema_name = '${schema}'`),
    ).toHaveLength(1);
  });
});

test('a truncate empties the table of what was before it, and of nothing that came after', async () => {
  const table = await bench.make({ ...PLAIN_TABLE, truncate: 'apply' });
  table.put(at(0, change('c', 1, 'x', { pos: 1 })), at(1, change('c', 2, 'y', { pos: 2 })));
  await table.merge();
  table.put(
    at(2, { ...change('t', 0, null, { pos: 5 }), before: null, after: null }),
    at(3, change('c', 1, 'new', { pos: 6 })),
  );
  await table.merge();
  expect(await table.rows(NAMES)).toEqual([['1', 'new']]);
  table.put(at(4, change('c', 2, 'y', { pos: 2 })));
  await table.merge();
  expect(await table.rows(NAMES)).toEqual([['1', 'new']]);
  const ignoring = await bench.make({ ...PLAIN_TABLE, truncate: 'ignore' });
  ignoring.put(at(0, change('c', 1, 'x')), at(1, { ...change('t', 0, null, { pos: 5 }), after: null }));
  expect(await ignoring.merge()).toMatchObject({ records: 2, upserted: 1 });
  expect(await ignoring.rows(NAMES)).toEqual([['1', 'x']]);
});

test('servers that write one log may follow each other', async () => {
  const table = await bench.make({ ...PLAIN_TABLE, unknownServer: 'follow' });
  table.put(at(0, change('c', 1, 'x', { server: 'a' })), at(1, change('u', 1, 'y', { pos: 9, server: 'b' })));
  expect(await table.merge()).toMatchObject({ upserted: 1 });
});

/** The same for the same seed. */
function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return Math.floor((state / 0x80000000) * below);
  };
}

test.each([1, 2, 3])(
  'a workload in two partitions, partly sent again, shown twice and in batches of any kind ends equal to its source (seed %i)',
  async (seed) => {
    const below = random(seed);
    const table = await bench.make(PLAIN_TABLE);
    const rows = new Map<number, string>();
    const sent: { readonly id: number; readonly record: object }[] = [];
    const offsets = [0, 0];
    let pos = 0;
    const send = (id: number, value: object | null): void => {
      const partition = id % 2;
      const record = at(offsets[partition] ?? 0, value, partition);
      offsets[partition] = record.offset + 1;
      table.put(record);
      if (below(8) === 0) table.put(record);
    };
    for (let batch = 0; batch < 6; batch++) {
      const deletesOnly = batch === 4;
      for (let i = 0; i < 25; i++) {
        const id = below(12);
        const place = { pos: ++pos };
        const isThere = rows.has(id);
        if (isThere && (deletesOnly || below(4) === 0)) {
          const record = change('d', id, 'gone', place);
          send(id, record);
          if (below(2) === 0) send(id, null);
          else offsets[id % 2] = (offsets[id % 2] ?? 0) + 1;
          sent.push({ id, record });
          rows.delete(id);
        } else if (!deletesOnly) {
          const record = change(isThere ? 'u' : 'c', id, `v${pos}`, place);
          send(id, record);
          sent.push({ id, record });
          rows.set(id, `v${pos}`);
        }
        const old = sent[below(sent.length)];
        if (below(5) === 0 && old !== undefined) send(old.id, old.record);
      }
      await table.merge();
      expect(new Map((await table.rows(NAMES)).map(([id, name]) => [Number(id), name]))).toEqual(rows);
    }
  },
);

test('two merges at once are as one after the other', async () => {
  const table = await bench.make(PLAIN_TABLE);
  table.put(...Array.from({ length: 50 }, (_, i) => at(i, change('c', i, `v${i}`))));
  const counts = await Promise.all([table.merge(), table.merge(), table.merge()]);
  expect(counts.map(({ records }) => records).sort()).toEqual([0, 0, 50]);
  expect(await table.rows('cust_id')).toHaveLength(50);
});
