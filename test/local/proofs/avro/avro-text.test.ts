import { type Schema, Type } from 'avsc';

import { avroReader, shortestFloat } from '../../../../local/proofs/avro/avro-text';

const ROW = {
  type: 'record',
  name: 'Value',
  namespace: 'shop.public.film',
  fields: [
    { name: 'id', type: { type: 'int', 'connect.name': 'some.name' } },
    { name: 'big', type: ['null', 'long'], default: null },
    {
      name: 'price',
      type: [
        'null',
        {
          type: 'bytes',
          scale: 2,
          precision: 5,
          logicalType: 'decimal',
          'connect.name': 'org.apache.kafka.connect.data.Decimal',
          'connect.parameters': { scale: '2' },
        },
      ],
    },
    {
      name: 'day',
      type: ['null', { type: 'int', logicalType: 'date', 'connect.name': 'org.apache.kafka.connect.data.Date' }],
    },
    { name: 'at', type: ['null', { type: 'long', 'connect.name': 'io.debezium.time.MicroTimestamp' }] },
    { name: 'bytes', type: ['null', 'bytes'] },
    { name: 'tags', type: ['null', { type: 'array', items: ['null', 'string'] }] },
    { name: 'flag', type: 'boolean' },
  ],
};
const ENVELOPE = {
  type: 'record',
  name: 'Envelope',
  namespace: 'shop.public.film',
  fields: [
    { name: 'before', type: ['null', ROW], default: null },
    { name: 'after', type: ['null', 'shop.public.film.Value'], default: null },
    { name: 'op', type: 'string' },
  ],
};

/** As a serializer writes it: longs of JavaScript are enough for that. */
function written(value: unknown): Buffer {
  return Type.forSchema(JSON.parse(JSON.stringify(ENVELOPE), withoutLogicalTypes) as Schema).toBuffer(value);
}

function withoutLogicalTypes(key: string, value: unknown): unknown {
  return key === 'logicalType' ? undefined : value;
}

const EMPTY = { id: 0, big: null, price: null, day: null, at: null, bytes: null, tags: null, flag: false };

function read(after: object): unknown {
  return (JSON.parse(avroReader(ENVELOPE).read(written({ before: null, after, op: 'c' }))) as { after: unknown }).after;
}

test('values are told as connectors tell them that write JSON, by a schema that is named where it was said before', () => {
  const after = {
    id: 7,
    big: 3,
    price: Buffer.from([0xff, 0x9c]),
    day: -1,
    at: -1,
    bytes: Buffer.from([1, 2]),
    tags: ['a', null],
    flag: true,
  };
  expect(read(after)).toEqual({
    id: 7,
    big: 3,
    price: '-1.00',
    day: '1969-12-31Z',
    at: '1969-12-31T23:59:59.999999Z',
    bytes: 'AQI=',
    tags: ['a', null],
    flag: true,
  });
  expect(read(EMPTY)).toEqual(EMPTY);
});

test.each([
  [[0x00], '0.00'],
  [[0x7f], '1.27'],
  [[0x00, 0x80], '1.28'],
  [[0x80], '-1.28'],
  [[0x01, 0x00, 0x00], '655.36'],
])('bytes %j of two places are %s', (bytes, text) => {
  expect(read({ ...EMPTY, price: Buffer.from(bytes) })).toEqual({ ...EMPTY, price: text });
});

test('days and times beyond four digits of a year are spelled as events spell them', () => {
  expect(read({ ...EMPTY, day: 2_932_897 })).toMatchObject({ day: '+10000-01-01Z' });
  expect(read({ ...EMPTY, day: -719_528 })).toMatchObject({ day: '0000-01-01Z' });
  expect(read({ ...EMPTY, day: -735_235 })).toMatchObject({ day: expect.stringMatching(/^-00\d\d-/) });
  expect(read({ ...EMPTY, at: 1_000_000 })).toMatchObject({ at: '1970-01-01T00:00:01Z' });
  expect(read({ ...EMPTY, at: 1_020_000 })).toMatchObject({ at: '1970-01-01T00:00:01.02Z' });
});

test('no digit of a long is lost', () => {
  const [long] = [Buffer.from('feffffffffffffffff01', 'hex')];
  expect(avroReader('long').read(long)).toBe('9223372036854775807');
});

test.each([
  [Number.NaN, '"NaN"'],
  [Number.POSITIVE_INFINITY, '"Infinity"'],
  [Number.NEGATIVE_INFINITY, '"-Infinity"'],
  [-0.5, '-0.5'],
])('a double that is %d is %s', (value, text) => {
  expect(avroReader('double').read(Type.forSchema('double').toBuffer(value))).toBe(text);
});

test.each([
  [0.1, '0.10000000149011612', '0.1'],
  [3.4028235e38, '3.4028234663852886e+38', '3.4028235e+38'],
  [1e-45, '1.401298464324817e-45', '1e-45'],
  [16_777_217, '16777216', '16777216'],
  [Number.NaN, '"NaN"', '"NaN"'],
])('%p of 32 bits is told by all of its digits or by the fewest', (value, exact, shortest) => {
  const bytes = Type.forSchema('float').toBuffer(value);
  expect(avroReader('float').read(bytes)).toBe(exact);
  expect(avroReader('float', shortestFloat).read(bytes)).toBe(shortest);
});
