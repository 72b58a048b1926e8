import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Dataset } from '../../../connectors/dataset';
import { type StreamRecord, WarehouseBench } from '../../support/warehouse-bench';
import { at } from '../../support/warehouse-changes';
import { ODD_TABLE, PLAIN_TABLE } from '../../support/warehouse-tables';

jest.setTimeout(120_000);

let bench: WarehouseBench;
beforeAll(async () => {
  bench = await WarehouseBench.open();
});
afterAll(() => bench.close());

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

test('a declared type that the table would round to is refused when it is deployed', async () => {
  const table = await bench.make(ODD_TABLE);
  const columns = table.definition.columns.map((column) =>
    column.name === 'price' ? { ...column, type: 'DECIMAL(12,4)' as const } : column,
  );
  await expect(table.deploy({ columns })).rejects.toThrow('DECIMAL(12,4) for numeric(10,2)');
  await table.deploy();
});
