import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Dataset } from '../../../connectors/dataset';
import { type MergedTable, type StreamRecord, WarehouseBench } from '../../support/warehouse-bench';
import { ODD_TABLE, PLAIN_TABLE } from '../../support/warehouse-tables';

jest.setTimeout(120_000);

let bench: WarehouseBench;
beforeAll(async () => {
  bench = await WarehouseBench.open();
});
afterAll(() => bench.close());

interface Place {
  readonly pos?: number;
  readonly server?: string;
}

/** A change of CUSTOMER. */
function change(op: string, id: number, name: string | null, { pos = id, server = 'a-b-c' }: Place = {}): object {
  const row = { CUST_ID: id, NAME: name, MKTSEGMENT: 'm' };
  const source = { file: 'binlog.000007', pos, row: 0, gtid: op === 'r' ? null : `${server}:${pos}`, server_id: 1 };
  return { op, before: op === 'd' ? row : null, after: op === 'd' ? null : row, source, ts_ms: 1 };
}

const at = (offset: number, value: StreamRecord['value'], partition = 0): StreamRecord => ({
  partition,
  offset,
  value,
});
const NAMES = 'CAST(cust_id AS VARCHAR(20)), name';

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

  describe('stops and changes nothing', () => {
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
      [
        'a snapshot of another log',
        [at(1, change('r', 1, 'y', { pos: 0 }))],
        'A row of a later snapshot stands earlier',
      ],
      ['a key that is no number', [at(1, { ...change('u', 1, 'y'), after: { CUST_ID: 'one' } })], 'one'],
    ])('at %s', async (_, records, sentence) => {
      table.put(...records);
      await expect(table.merge()).rejects.toThrow(sentence);
      await expect(table.merge()).rejects.toThrow(sentence);
    });
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

test('every type, odd names, and names that the procedure has itself', async () => {
  const table = await bench.make({ ...ODD_TABLE, epochs: [] });
  const source = { file: 'b.000001', pos: 4, row: 0, gtid: 'a:1', server_id: 1 };
  const after = {
    ORDER_ID: 9223372036854775807n,
    LINE: '18446744073709551615',
    op: 'say "{{hi}}" $$ % \\ 😀\nnull',
    deleted: 1,
    "it's": -5,
    tiny: -128,
    small: 32767,
    price: '-99999999.990',
    f: 3.40282e38,
    d: 2.2250738585072014e-308,
    bytes: 'AP8A',
    day: '0001-01-01Z',
    at: '9999-12-31T23:59:59.999999Z',
  };
  const json = JSON.stringify({ op: 'c', after, source }, (_, value) =>
    typeof value === 'bigint' ? `#${value}#` : value,
  );
  table.put(at(0, Buffer.from(json.replaceAll(/"#(\d+)#"/g, '$1'))));
  table.put(
    at(1, {
      op: 'c',
      before: null,
      source: { ...source, pos: 5 },
      after: { ORDER_ID: 1, LINE: '1', day: '0000-00-00', at: '2001-02-00T00:00:00Z', deleted: false },
    }),
  );
  expect(await table.merge()).toMatchObject({ records: 2, upserted: 2 });
  const columns = ['order_id', 'line', 'op', 'kafka_offset', 'tiny', 'small', 'price', 'f', 'd', 'day', 'at'];
  const texts = columns.map((column) => `CAST("${column}" AS VARCHAR(200))`).join(', ');
  expect(await table.rows(`${texts}, "deleted", FROM_VARBYTE(bytes, 'base64')`, '', 'order_id')).toEqual([
    ['1', '1', null, null, null, null, null, null, null, null, null, 'false', null],
    [
      '9223372036854775807',
      '18446744073709551615',
      after.op,
      '-5',
      '-128',
      '32767',
      '-99999999.99',
      '3.40282e+38',
      '2.2250738585072014e-308',
      '0001-01-01',
      '9999-12-31 23:59:59.999999',
      'true',
      'AP8A',
    ],
  ]);
  table.put(at(2, { op: 'u', source: { ...source, pos: 6 }, after: { ORDER_ID: 1, LINE: '1', price: '0.001' } }));
  await expect(table.merge()).rejects.toThrow('price must be a DECIMAL(10,2)');
});

test('a boolean that is neither stops it', async () => {
  const table = await bench.make({ ...ODD_TABLE, epochs: [] });
  const source = { file: 'b.000001', pos: 4, row: 0, gtid: 'a:1', server_id: 1 };
  table.put(at(0, { op: 'c', source, after: { ORDER_ID: 1, LINE: '1', deleted: 2 } }));
  await expect(table.merge()).rejects.toThrow('deleted must be a BOOLEAN');
});

describe('positions and servers are those of the other sinks, letter by letter', () => {
  interface Case {
    readonly name: string;
    readonly log: string;
    readonly epochs: readonly Record<string, number>[];
    readonly partition: number;
    readonly offset: number;
    readonly value: { readonly op: string; readonly source: object };
    readonly position: string | null;
    readonly server: string | null;
  }
  const file = 'connectors/plugins/dynamodb-sink/src/test/resources/positions.json';
  const text = readFileSync(join(resolve(__dirname, '..', '..', '..'), file), 'utf8');
  // More digits than a number of JavaScript has.
  const exact = text.replaceAll(/("(?:offset|pos|row)": )(\d{16,})/g, '$1"#$2#"');
  const cases = (JSON.parse(exact) as Case[]).filter(({ log }) => log === 'mysql-binlog');

  const offsetOf = ({ offset }: Case): bigint => BigInt(String(offset).replaceAll('#', ''));
  const record = (each: Case, partition: number): StreamRecord => {
    const value = { ...each.value, ...(each.value.op === 't' ? {} : { after: { ID: 1 }, before: { ID: 1 } }) };
    const bytes = Buffer.from(JSON.stringify(value).replaceAll(/"#(\d+)#"/g, '$1'));
    return { partition, offset: String(offsetOf(each)) as never, value: bytes };
  };
  const keyed = (epochs: Case['epochs']): Dataset => ({
    ...PLAIN_TABLE,
    truncate: 'ignore',
    unknownServer: 'follow',
    keyColumns: ['ID'],
    columns: { ID: 'BIGINT' },
    epochs,
  });

  /** Each in a partition of its own, which is no part of a position. */
  async function staged(each: readonly Case[], epochs: Case['epochs']): Promise<(string | null)[][]> {
    const table = await bench.make(keyed(epochs));
    const partitions = each.map((one, i) => (epochs.length === 0 ? i : one.partition));
    table.put(...each.map((one, i) => record(one, partitions[i] ?? 0)));
    const accepted = each.map((one, i) => `(${partitions[i]}, 0, ${offsetOf(one) - 1n})`).join(', ');
    await table.query((schema, name) => `INSERT INTO "${schema}"."${name}__accepted" VALUES ${accepted}`);
    await table.merge();
    return table.rows('change_position, server', '__staging', 'kafka_partition');
  }

  // The tag of a transaction is no part of its server here, as in the other sink.
  const told = ({ position, server }: Case) => [position, server?.replace(/:.*/, '') ?? null];

  test('where the log tells the place', async () => {
    const known = cases.filter(({ position, epochs }) => position !== null && epochs.length === 0);
    expect(known.length).toBeGreaterThan(10);
    expect(await staged(known, [])).toEqual(known.map(told));
  });

  test('in epochs', async () => {
    const late = cases.filter(({ epochs }) => epochs.length > 0);
    expect(late.length).toBeGreaterThan(3);
    for (const each of late) expect([each.name, await staged([each], each.epochs)]).toEqual([each.name, [told(each)]]);
  });

  test.each(cases.filter(({ position }) => position === null).map((each) => [each.name, each] as const))(
    'not told: %s',
    async (_, each) => {
      await expect(staged([each], [])).rejects.toThrow('source must tell the place');
    },
  );
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
