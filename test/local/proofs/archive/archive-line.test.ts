import { archivedValue, archiveLine, rowContent } from '../../../../local/proofs/archive/archive-line';

const record = { partition: 2, offset: 17, key: '"a"', value: '{"op":"c"}' };

test('a sink holds values unless its configuration says otherwise', () => {
  expect([rowContent({}), rowContent({ content: 'value' }), rowContent({ content: 'record' })]).toEqual([
    'value',
    'value',
    'record',
  ]);
});

test('a line of a record, and the value out of it', () => {
  const line = archiveLine(record, 'record');
  expect(line).toBe('{"partition":2,"offset":17,"key":"a","value":{"op":"c"}}');
  expect(archivedValue(line, 'record')).toEqual({ op: 'c' });
});

test('a line of a value, and the value out of it', () => {
  const line = archiveLine(record, 'value');
  expect(line).toBe('{"op":"c"}');
  expect(archivedValue(line, 'value')).toEqual({ op: 'c' });
});

test('a value that has a field of that name itself stays whole', () => {
  expect(archivedValue('{"value":1}', 'value')).toEqual({ value: 1 });
});

test.each([
  ['record', '{"partition":2,"offset":17,"key":null,"value":null}'],
  ['value', 'null'],
] as const)('a line without key and value: %s', (content, line) => {
  expect(archiveLine({ ...record, key: null, value: null }, content)).toBe(line);
  expect(archivedValue(line, content)).toBeNull();
});
