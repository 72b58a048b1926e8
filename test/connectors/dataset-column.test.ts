import { columnProblems, columnType, type DatasetColumn, sourceNames } from '../../connectors/dataset-column';

const AT = 'datasets.customer.columns';
const problems = (columns: Readonly<Record<string, unknown>>) =>
  columnProblems(AT, ['ID'], columns as Readonly<Record<string, DatasetColumn>>);

test('a column is a type, or says it', () => {
  expect(columnType('BIGINT')).toBe('BIGINT');
  expect(columnType({ type: 'STRING', from: 'unit price' })).toBe('STRING');
});

test('its own name is one of those that it has in the source', () => {
  expect(sourceNames('NAME', 'STRING')).toEqual(['NAME']);
  expect(sourceNames('NAME', { from: 'TITLE' })).toEqual(['NAME', 'TITLE']);
  expect(sourceNames('NAME', { from: ['name', 'TITLE', 'Title'] })).toEqual(['NAME', 'TITLE']);
});

test('a source may call a column what MySQL and PostgreSQL let it', () => {
  const from = ['unit price', 'a,b', 'x=y', 'p(eur)', '__op', "it's", '`', '"', '{{x}}', 'größe', 'x'.repeat(64)];
  expect(problems({ ID: 'BIGINT', PRICE: { type: 'STRING', from } })).toEqual([]);
});

test('a key column may have another name in the source, and any other may be gone there', () => {
  expect(
    problems({ ID: { type: 'BIGINT', from: 'customer id' }, NOTE: { type: 'STRING', from: 'MEMO', dropped: true } }),
  ).toEqual([]);
});

test.each([
  ['no columns', {}, '` must declare at least one column: types of values are never guessed at, got: {}'],
  ['no type of its key', { NAME: 'STRING' }, '` must declare every column of `keyColumns`, got none for: ID'],
  [
    'a key that is gone',
    { ID: { type: 'INT', dropped: true } },
    '.ID.dropped` must not be said of a key column, without which no change can be merged, got: true',
  ],
  ['an illegal name', { ID: 'INT', 'A-B': 'INT' }, '` must be named by a letter or _ followed by up to 62'],
  ['a name of ours', { ID: 'INT', __position: 'INT' }, '` must not begin with __, which is kept for columns of'],
  ['names that differ in case', { ID: 'INT', id: 'INT' }, '` must differ in more than case'],
  ['an unknown type', { ID: 'INT', NAME: 'VARCHAR(9)' }, '.NAME` must be BOOLEAN, TINYINT'],
  ['an unknown type that is said', { ID: 'INT', NAME: { type: 'TEXT' } }, '.NAME` must be BOOLEAN, TINYINT'],
  [
    'an empty source name',
    { ID: { type: 'INT', from: '' } },
    '.ID.from` must be 1 to 64 characters without NUL, got: ""',
  ],
  ['a long source name', { ID: { type: 'INT', from: 'x'.repeat(65) } }, '.ID.from` must be 1 to 64 characters'],
  [
    'a NUL',
    { ID: { type: 'INT', from: 'a\u0000' } },
    '.ID.from` must be 1 to 64 characters without NUL, got: "a\\u0000"',
  ],
  [
    'a source name that is the name of another column',
    { ID: 'INT', PRICE: 'INT', COST: { type: 'INT', from: 'price' } },
    '.COST.from` must name nothing that feeds another column, PRICE here, got: price',
  ],
  [
    'a source name of two columns, in whatever case',
    { ID: 'INT', PRICE: { type: 'INT', from: 'Unit Price' }, COST: { type: 'INT', from: ['x', 'unit price'] } },
    '.COST.from` must name nothing that feeds another column, PRICE here, got: unit price',
  ],
])('fails for %s', (_, columns, message) => {
  expect(problems(columns)).toEqual([expect.stringContaining(`\`${AT}${message}`)]);
});
