import { parsePlPgSQL } from 'libpg-query';
import { LONGEST_STATEMENT } from '../../../lib/warehouse/statement';
import { isViewOf, retireStatements, tableStatements } from '../../../lib/warehouse/statements';
import { viewName } from '../../../lib/warehouse/streaming-view';
import { warehouseTable } from '../../../lib/warehouse/warehouse-table';
import { allStatements, inWarehouse, ODD_TABLE, PLAIN_TABLE } from '../../support/warehouse-tables';

const PLAIN = inWarehouse(PLAIN_TABLE);
const ODD = inWarehouse(ODD_TABLE);
const files = (statements: readonly { readonly name: string }[]): string[] =>
  statements.map(({ name }) => name.replace(/^.*: /, ''));

test('the statements of a table are these', () => {
  const text = allStatements(PLAIN).map(({ name, sql }) => `-- ${name}\n${sql};\n`);
  expect(text.join('\n')).toMatchSnapshot();
});

test('the statements of a table with everything are these', () => {
  const text = allStatements(ODD).map(({ name, sql }) => `-- ${name}\n${sql};\n`);
  expect(text.join('\n')).toMatchSnapshot();
});

test('no MERGE takes its rows from a query, which PostgreSQL allows and Redshift does not', () => {
  for (const { name, sql } of [PLAIN, ODD].flatMap(allStatements)) {
    expect([name, /\bMERGE\s+INTO\b[^;]*?\bUSING\s*\(/i.test(sql)]).toEqual([name, false]);
  }
});

test('keys that are texts are compared with their lengths, for to Redshift they are equal but for blanks at their end', () => {
  const table = inWarehouse({ ...PLAIN_TABLE, keyColumns: ['NAME'], truncate: 'apply' });
  const sql = tableStatements(table, [], []).find(({ name }) => name.endsWith(': merge'))?.sql ?? '';
  const compared = [...sql.matchAll(/(\S+"name") = (\S+"c_name")|(\S+"c_name") = (\S+"name")/g)];
  expect(compared.length).toBeGreaterThan(6);
  for (const { 0: pair, index } of compared) {
    const [one, other] = pair.split(' = ');
    expect(sql.slice(index + pair.length).startsWith(` AND LENGTH(${one}) = LENGTH(${other})`)).toBe(true);
  }
  expect(sql).toMatch(/PARTITION BY CASE WHEN [^\n]*, LENGTH\(v\."c_name"\)\n/);
});

describe('the body of a procedure is a program', () => {
  const bodies = [PLAIN, ODD, inWarehouse(PLAIN_TABLE, { truncate: 'apply', unknownServer: 'follow' })].flatMap(
    (table) => tableStatements(table, [], []).filter(({ sql }) => sql.includes('LANGUAGE plpgsql')),
  );

  test('of every table', async () => {
    expect(bodies).toHaveLength(3);
    for (const { sql } of bodies) await parsePlPgSQL(sql);
  });

  test.each([
    ['DELETE FROM', 'SELEKT FROM'],
    ['ROW_NUMBER() OVER (', 'ROW_NUMBER() OVR ('],
    ['END IF', 'END'],
    ['IS NOT NULL', 'IS NOT'],
    ['CAST(v."c_cust_id" AS BIGINT)', 'CAST(v."c_cust_id" BIGINT)'],
  ])('and %s cannot be %s', async (right, wrong) => {
    const [body] = bodies;
    expect(body?.sql).toContain(right);
    await expect(parsePlPgSQL(body?.sql.replace(right, wrong) ?? '')).rejects.toThrow('syntax error');
  });
});

test('a target gets the columns that it lacks, and keeps what it has', () => {
  expect(files(tableStatements(PLAIN, ['cust_id bigint', 'name character varying'], []))).toContain('column');
  expect(
    files(tableStatements(PLAIN, ['cust_id bigint', 'name character varying', 'mktsegment text'], [])),
  ).not.toContain('column');
  expect(files(tableStatements(PLAIN, [], []))).not.toContain('column');
});

test.each([
  ['order_id integer', 'BIGINT for integer'],
  ['price numeric(10,4)', 'DECIMAL(10,2) for numeric(10,4)'],
  ['d real', 'DOUBLE for real'],
])('a target whose column is %s would round: it is refused', (column, sentence) => {
  expect(() => tableStatements(ODD, [column], [])).toThrow(sentence);
  expect(() =>
    tableStatements(ODD, ['order_id bigint', 'price numeric(10,2)', 'bytes USER-DEFINED', 'op text'], []),
  ).not.toThrow();
});

describe('the view of a topic', () => {
  const view = viewName(PLAIN);

  test('is made once', () => {
    expect(files(tableStatements(PLAIN, [], [view]))).not.toContain('streaming-view');
  });

  test('is another one where a column came, and goes once the stable one has moved', () => {
    const wider = inWarehouse({ ...PLAIN_TABLE, columns: { ...PLAIN_TABLE.columns, PHONE: 'STRING' } });
    expect(viewName(wider)).not.toBe(view);
    const statements = tableStatements(
      wider,
      ['cust_id bigint', 'name character varying', 'mktsegment character varying'],
      [view],
    );
    const [moved, dropped] = ['stream', 'drop-view'].map((file) => files(statements).indexOf(file));
    expect(files(statements)).toContain('streaming-view');
    expect(dropped).toBeGreaterThan(moved ?? Number.POSITIVE_INFINITY);
    expect(statements[dropped ?? 0]?.sql).toBe(`DROP MATERIALIZED VIEW IF EXISTS "salesdb"."${view}"`);
  });

  test('stays the same whether it follows its topic by itself or not', () => {
    expect(viewName({ ...PLAIN, autoRefresh: true })).toBe(view);
  });

  test('is told from that of a table whose name begins so', () => {
    expect(isViewOf(PLAIN, view)).toBe(true);
    expect(isViewOf(PLAIN, 'customer__stream_x__stream_0123abcd')).toBe(false);
    expect(isViewOf(PLAIN, 'customer__stream')).toBe(false);
  });

  test('costs nothing once its table is no longer kept, and is not dropped', () => {
    expect(retireStatements(PLAIN, [view]).map(({ sql }) => sql)).toEqual([
      `ALTER MATERIALIZED VIEW "salesdb"."${view}" AUTO REFRESH NO`,
    ]);
  });
});

test('a table whose statement would be longer than the service takes is refused', () => {
  const columns = Object.fromEntries(Array.from({ length: 700 }, (_, i) => [`COLUMN_NUMBER_${i}`, 'STRING' as const]));
  const wide = inWarehouse({ ...PLAIN_TABLE, columns: { ...PLAIN_TABLE.columns, ...columns } });
  expect(() => tableStatements(wide, [], [])).toThrow(
    `must make statements of at most ${LONGEST_STATEMENT} characters`,
  );
});

test('a column whose name would end the body of the procedure is refused', () => {
  const odd = inWarehouse({ ...PLAIN_TABLE, columns: { CUST_ID: 'BIGINT', a$$b: 'STRING' } });
  expect(() => tableStatements(odd, [], [])).toThrow('`columns` must be free of $$');
  expect(() =>
    tableStatements(inWarehouse({ ...PLAIN_TABLE, columns: { CUST_ID: 'BIGINT', a$b: 'STRING' } }), [], []),
  ).not.toThrow();
});

test('a table is called as the lake calls it, or as the source does', () => {
  expect([PLAIN.table, ODD.table]).toEqual(['customer', 'order_lines']);
});

test('a column that is gone is fed by nothing, one of another name by all of its names', () => {
  const { columns } = warehouseTable(ODD_TABLE, { schema: 's', positions: 'mysql-binlog', autoRefresh: true });
  expect(columns.filter(({ name }) => ['gone', 'kafka_offset'].includes(name)).map(({ sources }) => sources)).toEqual([
    ['kafka_offset', 'unit "price"', "it's"],
    [],
  ]);
});
