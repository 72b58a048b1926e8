import { envelopeOf } from '../../../../local/proofs/avro/flat-rows';

const ADDED = {
  __op: 'u',
  __deleted: 'false',
  __db: 'stock',
  __schema: 'public',
  __table: 'thing',
  __lsn: 7,
  __source_ts_ms: 1_700_000_000_000,
  __source_sequence: '["6","7"]',
  __source_txId: 9,
  __source_snapshot: 'false',
};
const SOURCE = {
  connector: 'postgresql',
  name: 'flat',
  ts_ms: 1_700_000_000_000,
  snapshot: 'false',
  db: 'stock',
  sequence: '["6","7"]',
  schema: 'public',
  table: 'thing',
  txId: 9,
  lsn: 7,
};
const TOPIC = 'flat.public.thing';
const HEADERS = { __ts_ms: Buffer.from('1700000000123') };

const envelope = (text: string, headers = HEADERS): unknown => JSON.parse(envelopeOf(text, { topic: TOPIC, headers }));

test('a row is after its change, and a deleted one before it', () => {
  const row = { id: 1, name: null };
  expect(envelope(JSON.stringify({ ...row, ...ADDED }))).toEqual({
    before: null,
    after: row,
    source: SOURCE,
    op: 'u',
    ts_ms: 1_700_000_000_123,
  });
  expect(envelope(JSON.stringify({ ...row, ...ADDED, __op: 'd', __deleted: 'true' }))).toMatchObject({
    before: row,
    after: null,
    op: 'd',
  });
});

test('numbers keep their digits', () => {
  const text = JSON.stringify({ ...ADDED, id: 1 }).replace('"id":1', '"id":9223372036854775807,"price":1.10');
  expect(envelopeOf(text, { topic: TOPIC, headers: HEADERS })).toContain(
    '"after":{"id":9223372036854775807,"price":1.10}',
  );
});

test('a row without the header was told when it was committed', () => {
  expect(envelope(JSON.stringify(ADDED), {} as typeof HEADERS)).toMatchObject({ ts_ms: 1_700_000_000_000 });
});

test.each([
  ['an envelope', JSON.stringify({ before: null, after: { __op: 'x' }, op: 'c' })],
  ['a row that has some of the fields', JSON.stringify({ id: 1, __op: 'c' })],
  ['a row that has none', '{"id": 1}'],
])('%s is left as it is', (_, text) => {
  expect(envelopeOf(text, { topic: TOPIC, headers: HEADERS })).toBe(text);
});
