import { type IcebergSinkModel } from '../../../../local/model/iceberg-sink';
import { logColumns } from '../../../../local/proofs/iceberg/log-columns';
import { expectedText, loggedRow } from '../../../../local/proofs/iceberg/logged-row';

const column = (name: string, type: string, ...others: string[]) => ({ name, type, sources: [name, ...others] });
const COLUMNS = [
  column('ID', 'BIGINT'),
  column('TOTAL', 'DECIMAL(10,2)'),
  column('PAID', 'BOOLEAN'),
  column('AT', 'TIMESTAMP'),
  column('SEGMENT', 'STRING', 'MKTSEGMENT'),
];
const TABLE = { topic: 'shop.s.T', enveloped: true, database: 'lake', name: 's_t', columns: COLUMNS };
const CHANGES: IcebergSinkModel = { enveloped: true, delimiter: undefined, undeclared: 'refuse', tables: [TABLE] };
const SOURCE = '"source":{"name":"shop","db":"s","table":"T","snapshot":"false","file":"f","pos":12,"row":0}';

function rowOf(value: string, sink = CHANGES, topic = TABLE.topic) {
  const row = loggedRow({ partition: 2, offset: 7, key: null, value }, topic, sink);
  if (row === undefined || row === 'refused') return undefined;
  const columns = logColumns(row.table.columns, row.undeclared, row.table.enveloped);
  const texts = Object.fromEntries(columns.map((each) => [each.name, expectedText(each, row)]));
  return { place: row.place, texts };
}

test('the row of a change is the one after it, canonical, with what is told of the change', () => {
  const after =
    '{"id":9007199254740993,"TOTAL":"1.50","PAID":true,"AT":"2024-02-29T12:34:56.5Z","MKTSEGMENT":"x","more":1.0}';
  expect(rowOf(`{"op":"u","ts_ms":1700000000123,"before":null,"after":${after},${SOURCE}}`)).toEqual({
    place: '2/7',
    texts: {
      id: '9007199254740993',
      total: '1.5',
      paid: '1',
      at: '2024-02-29 12:34:56.5',
      segment: 'x',
      more: '1',
      '_cdc.target': 'lake.s_t',
      '_cdc.op': 'U',
      '_cdc.envelope_op': 'u',
      '_cdc.source': 's.T',
      '_cdc.ts': '2023-11-14 22:13:20.123',
      '_cdc.place.snapshot': 'false',
      '_cdc.place.ts_ms': null,
      '_cdc.place.server_id': null,
      '_cdc.place.gtid': null,
      '_cdc.place.file': 'f',
      '_cdc.place.pos': '12',
      '_cdc.place.row': '0',
      '_cdc.place.sequence': null,
      '_cdc.untold': null,
      '_cdc.columns': '["text ID","text TOTAL","text PAID","text AT","text SEGMENT","text more"]',
    },
  });
});

test.each<[string, string, Readonly<Record<string, string | null>>]>([
  ['a deletion: the row before it', '"op":"d","before":{"ID":1},"after":null', { id: '1', '_cdc.op': 'D' }],
  ['a row of a snapshot', '"op":"r","before":null,"after":{"ID":1}', { id: '1', '_cdc.op': 'I' }],
  ['a truncation: no row', '"op":"t"', { id: null, '_cdc.op': 'T', '_cdc.envelope_op': 't', '_cdc.columns': null }],
  [
    'a value that the source did not tell',
    '"op":"u","after":{"ID":1,"MKTSEGMENT":"__debezium_unavailable_value"}',
    { segment: null, '_cdc.untold': '["text SEGMENT"]', '_cdc.columns': '["text ID","text SEGMENT"]' },
  ],
  [
    'columns in the order of the event',
    '"op":"c","after":{"AT":null,"ID":1}',
    { '_cdc.columns': '["text AT","text ID"]' },
  ],
])('%s', (_, members, texts) => {
  expect(rowOf(`{${members},${SOURCE}}`)?.texts).toMatchObject(texts);
});

test('an event is the row itself, its members made flat where the sink does so', () => {
  const table = {
    ...TABLE,
    topic: 'orders',
    enveloped: false,
    columns: [column('id', 'INT'), column('address_city', 'STRING')],
  };
  const sink = (delimiter: string | undefined) => ({ ...CHANGES, enveloped: false, delimiter, tables: [table] });
  const event = '{"id":1,"address":{"city":"Rome","tags":["b", 1.0]}}';
  expect(rowOf(event, sink('_'), 'orders')?.texts).toEqual({
    id: '1',
    address_city: 'Rome',
    address_tags: '["text b","number 1"]',
    '_kafka.target': 'lake.s_t',
  });
  expect(rowOf(event, sink(undefined), 'orders')?.texts).toMatchObject({
    address_city: null,
    address: '{"city":"text Rome","tags":["text b","number 1"]}',
  });
});

test('changes and events of one sink, each by its topic', () => {
  const table = { ...TABLE, topic: 'told', enveloped: false, name: 'told', columns: [column('data', 'STRING')] };
  const sink = { ...CHANGES, tables: [TABLE, table] };
  expect(rowOf(`{"op":"c","after":{"ID":1},${SOURCE}}`, sink)?.texts).toMatchObject({ id: '1', '_cdc.op': 'I' });
  expect(rowOf('{"data":{"b":"1","a":"2"}}', sink, 'told')?.texts).toEqual({
    data: '{"a":"text 2","b":"text 1"}',
    '_kafka.target': 'lake.told',
  });
});

test('a tombstone, and what is no change, make no row', () => {
  const recordOf = (value: string | null) => ({ partition: 0, offset: 0, key: '1', value });
  expect(loggedRow(recordOf(null), TABLE.topic, CHANGES)).toBeUndefined();
  expect(loggedRow(recordOf('{"a":1}'), TABLE.topic, CHANGES)).toBeUndefined();
});

describe('a change of a table that nobody declared', () => {
  const value = `{"op":"c","after":{"n":1.0},${SOURCE.replace('"T"', '"Of U"')}}`;
  const loggedBy = (undeclared: IcebergSinkModel['undeclared']) =>
    loggedRow({ partition: 2, offset: 7, key: null, value }, 'shop.all_records', { ...CHANGES, undeclared });

  test('is refused, or left out', () => {
    expect([loggedBy('refuse'), loggedBy('leave')]).toEqual(['refused', undefined]);
  });

  test('or is of a table that is named after its own', () => {
    const sink = { ...CHANGES, undeclared: { format: 'lake.${schema}_${table}' } };
    expect(loggedBy(sink.undeclared)).toMatchObject({ table: { database: 'lake', name: 's_of_u', columns: [] } });
    expect(rowOf(value, sink)?.texts).toMatchObject({ n: '1', '_cdc.target': 'lake.s_of_u', '_cdc.source': 's.Of U' });
  });
});

test('a shared topic: the table is the one that the change is of', () => {
  expect(rowOf(`{"op":"c","after":{"ID":1},${SOURCE}}`, CHANGES, 'shop.all_records')?.place).toBe('2/7');
});
