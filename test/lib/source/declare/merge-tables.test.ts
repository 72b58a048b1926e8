import ts from 'typescript';
import type { PostgresColumn } from '../../../../lib/source/bootstrap/postgres-columns';
import type { DescribedTable } from '../../../../lib/source/declare/described-table';
import { mergeTables } from '../../../../lib/source/declare/merge-tables';
import { MYSQL_TYPES } from '../../../../lib/source/declare/mysql-types';
import { POSTGRES_TYPES } from '../../../../lib/source/declare/postgres-types';
import { emptyTablesFile } from '../../../../lib/source/declare/render-table';
import { readTablesFile } from '../../../../lib/source/declare/tables-file';

const OPTIONS = { acknowledgeCascades: false };

/** A table with an INT for each column but those of another type, and the first for its key. */
function described(table: string, columns: Readonly<Record<string, string>>, schema = 'shop'): DescribedTable {
  const names = Object.keys(columns);
  return {
    schema,
    table,
    kind: 'BASE TABLE',
    keyRows: [{ columnName: names[0] ?? null }],
    columns: Object.entries(columns).map(([columnName, columnType]) => ({
      columnName,
      columnType,
      dataType: columnType.replace(/[ (].*/, ''),
    })),
    untoldColumns: [],
    cascades: [],
    problems: [],
    types: MYSQL_TYPES,
  };
}

const merge = (text: string, ...tables: DescribedTable[]) =>
  mergeTables(readTablesFile('shop.ts', text), tables, OPTIONS);

/** The text without its layout, which is the formatter's; it has to be TypeScript all the same. */
function compact(text: string): string {
  const { diagnostics } = ts.transpileModule(text, { reportDiagnostics: true });
  expect(diagnostics).toEqual([]);
  return text.replaceAll(/\s+/g, ' ').trim();
}

const HEAD = `import type { Table } from '../../../connectors/dataset';
const NOTE = 'mine';
/** Ours. */
export const SHOP = {
`;
const TAIL = '} as const satisfies Record<string, Table>;\n';
const CUSTOMER = `  // The one that everything hangs on.
  customer: {
    schema: 'shop',
    table: 'CUSTOMER', // shouted
    truncate: NOTE,
    keyColumns: ['ID'],
    columns: {
      TITLE: { type: 'STRING', from: 'NAME' }, // renamed
      ID: 'DECIMAL(12,0)',
      GONE: { type: 'INT', dropped: true },
    },
  },
`;
const customer = described('CUSTOMER', { ID: 'int', NAME: 'varchar(9)' });

test('a new file has a table per entry, in the order of their keys', () => {
  const { text, added } = merge(
    emptyTablesFile('shop-eu'),
    described('ORDER', { ID: 'int', 'unit price': 'decimal(10,2)', AT: 'time' }),
    described('CUSTOMER', { ID: 'bigint' }),
  );
  expect(added).toEqual(['customer', 'order']);
  expect(compact(text)).toContain(
    compact(`export const SHOP_EU = {
      customer: { schema: "shop", table: "CUSTOMER", keyColumns: ["ID"], columns: { "ID": "BIGINT", }, },
      order: { schema: "shop", table: "ORDER", keyColumns: ["ID"], columns: {
        "ID": "INT",
        "unit_price": { type: "DECIMAL(10,2)", from: "unit price" },
        "AT": "STRING", // TIME: may be negative, or longer than a day
      }, },
    } as const satisfies Record<string, Table>;`),
  );
});

test('what a person wrote stays to the letter', () => {
  const text = HEAD + CUSTOMER + TAIL;
  expect(merge(text, customer)).toEqual({ text, added: [], addedColumns: [], leftOut: [], differences: [] });
});

test('new columns stand behind those that are there', () => {
  const grown = described('CUSTOMER', { ID: 'int', FAX: 'text', NAME: 'varchar(9)', title_2: 'json', __v: 'int' });
  const { text, addedColumns } = merge(HEAD + CUSTOMER + TAIL, grown);
  expect(addedColumns).toEqual(['customer.FAX', 'customer.title_2', 'customer._v']);
  expect(compact(text)).toBe(
    compact(
      `${HEAD}${CUSTOMER}${TAIL}`.replace(
        'dropped: true },',
        `dropped: true }, "FAX": "STRING",
        "title_2": "STRING", // JSON: the document as text
        "_v": { type: "INT", from: "__v" },`,
      ),
    ),
  );
});

test('new tables stand where they sort, or last where the others do not', () => {
  const entry = (key: string): string =>
    `${key}: { schema: 'shop', table: '${key}', keyColumns: ['ID'], columns: { ID: 'INT' } }`;
  const known = ['a', 'c', 'b'].map((table) => described(table, { ID: 'int' }));
  const fresh = described('BB', { ID: 'int' });
  const order = (text: string): string[] => readTablesFile('shop.ts', text).entries.map(({ key }) => key);
  const sorted = merge(`${HEAD}${entry('a')}, /* first */\n// of c\n${entry('c')}${TAIL}`, ...known, fresh);
  expect(order(sorted.text)).toEqual(['a', 'b', 'bb', 'c']);
  expect(compact(sorted.text)).toContain('/* first */ b: {');
  expect(compact(sorted.text)).toContain('// of c c: {');
  const unsorted = merge(`${HEAD}${entry('c')},\n${entry('a')} // last\n${TAIL}`, ...known, fresh);
  expect(order(unsorted.text)).toEqual(['c', 'a', 'b', 'bb']);
  expect(compact(unsorted.text)).toContain(', // last b: {');
});

test('what differs from the source is told, and left to a person', () => {
  const gone = "  old: { schema: 'shop', table: 'OLD', keyColumns: ['ID'], columns: { ID: 'INT' } },\n";
  const elsewhere = "  far: { schema: 'crm', table: 'FAR', keyColumns: ['ID'], columns: { ID: 'INT' } },\n";
  const text = HEAD + CUSTOMER + gone + elsewhere + TAIL;
  const changed: DescribedTable = {
    ...described('CUSTOMER', { CODE: 'varchar(9)', ID: 'bigint', LABEL: 'text' }),
    cascades: [{ constraintName: 'fk', deleteRule: 'CASCADE', updateRule: 'RESTRICT' }],
  };
  const merged = merge(text, changed);
  expect(merged.addedColumns).toEqual(['customer.CODE', 'customer.LABEL']);
  expect(merged.differences).toEqual([
    '`keyColumns` of shop.CUSTOMER must be its primary key (CODE), got: (ID)',
    '`columns.TITLE` of shop.CUSTOMER must be there (CODE, ID, LABEL), or say `from` or `dropped`, got: TITLE, NAME',
    '`columns.ID` of shop.CUSTOMER must hold every bigint without loss, got: DECIMAL(12,0)',
    expect.stringContaining('`foreignKeyCascades` of shop.CUSTOMER must be acknowledged'),
    '`old` must be a table that exists; remove it where it is gone for good, got: shop.OLD',
  ]);
});

test('a column that is not wanted stays out, by the name that the source tells it by', () => {
  const entry = (excluded: string): string =>
    `${HEAD}  note: { schema: 'shop', table: 'note', keyColumns: ['id'], columns: { id: 'INT' }, excludedColumns: ['${excluded}'] },\n${TAIL}`;
  const note = described('note', { id: 'int', Secret: 'text' });
  expect(merge(entry('secret'), note)).toMatchObject({ addedColumns: [], differences: [] });
  const columns = [
    { columnName: 'id', dataType: 'int4', columnType: 'integer' },
    { columnName: 'Secret', dataType: 'text', columnType: 'text' },
  ];
  const ofPostgres: DescribedTable = { ...note, columns, types: POSTGRES_TYPES };
  expect(merge(entry('Secret'), ofPostgres)).toMatchObject({ addedColumns: [], differences: [] });
  expect(merge(entry('secret'), ofPostgres).differences).toEqual([
    '`excludedColumns` of shop.note must be there (id, Secret), got: secret',
  ]);
});

test('a column that the log does not tell is never added, and what to do is told', () => {
  const made: PostgresColumn = { columnName: 'made', dataType: 'text', columnType: 'text', generated: true };
  const columns = [{ columnName: 'id', dataType: 'int4', columnType: 'integer' }, made];
  const text = `${HEAD}  note: { schema: 'shop', table: 'note', keyColumns: ['id'], columns: { id: 'INT' } },\n${TAIL}`;
  const note = { ...described('note', { id: 'int' }), columns, untoldColumns: ['made'], types: POSTGRES_TYPES };
  expect(merge(text, note)).toMatchObject({
    text,
    addedColumns: [],
    differences: [expect.stringMatching(/^column made of shop\.note must be in `excludedColumns`, .* got: GENERATED$/)],
  });
});

test('tables of two schemas that would be one in the lake get names of their own', () => {
  const { text } = merge(
    emptyTablesFile('shop'),
    described('b_c', { id: 'int' }, 'a'),
    described('c', { id: 'int' }, 'a_b'),
    described('x', { id: 'int' }, '2024'),
  );
  const names = readTablesFile('shop.ts', text).entries.map(({ key, table }) => [key, table.lakeName]);
  expect(names).toEqual([
    ['bC', undefined],
    ['c', 'a_b_c_2'],
    ['x', 't_2024_x'],
  ]);
});

test.each([
  ['has no object of tables', 'export const A = 1;', 'must export one object of tables, got: none'],
  ['has several', `${HEAD}${TAIL}export const MORE = {};`, 'must export one object of tables, got: several'],
  [
    'makes tables by a function',
    `${HEAD}  customer: table('CUSTOMER'),\n${TAIL}`,
    "`shop.ts:5` must be a plain object with schema, table, keyColumns, columns, so that tables can be added, got: table('CUSTOMER')",
  ],
  ['spreads', `${HEAD}...OTHERS,\n${TAIL}`, '`shop.ts:5` must be a plain object'],
  [
    'has columns from elsewhere',
    `${HEAD}${CUSTOMER.replace("'DECIMAL(12,0)'", 'NOTE')}${TAIL}`,
    '`shop.ts:13` must be',
  ],
  ['leaves out the key', `${HEAD}${CUSTOMER.replace("keyColumns: ['ID'],", '')}${TAIL}`, '`shop.ts:6` must be a plain'],
])('a file that %s is not touched', (_, text, message) => {
  expect(() => readTablesFile('shop.ts', text)).toThrow(message);
});
