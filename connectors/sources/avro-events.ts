import { avroConverters, registryRetries, withoutDefaults } from '../fragments/avro';

/** Records of a reader of a log in Avro. */
export interface AvroEvents {
  /** Of the registry's API. */
  readonly registryUrl: string;
  /** That schemas are registered in. */
  readonly group: string;
  /** Whole events, or rows with what was done to them beside. */
  readonly shape: 'envelope' | 'flat';
  /** Topics of tables whose truncations mean nothing; of others flat rows cannot tell them, and they stop it. @default - none */
  readonly ignoredTruncates?: readonly string[];
}

/** What a flat row has beside its columns, as Debezium calls it: the names of the fields are these, after `__`. */
const ADDED_FIELDS = [
  'op',
  'db',
  'schema',
  'table',
  'lsn',
  'source.ts_ms',
  'source.sequence',
  'source.txId',
  'source.snapshot',
];

/** What a flat row has beside its columns, as it is called there: a column of that name would be another field of it. */
export const FLAT_FIELDS: readonly string[] = [...ADDED_FIELDS.map((name) => name.replace('.', '_')), 'deleted'].map(
  (name) => `__${name}`,
);

/** What a flat row has in headers, after `__` as well: when the connector told it, which is a column of no row. */
const ADDED_HEADERS = ['ts_ms'];

/** In place of converters to JSON. A flat delete is a row with its key, `__deleted`, and a tombstone after it. */
export function avroEvents({ registryUrl, group, shape, ignoredTruncates = [] }: AvroEvents): Record<string, string> {
  return {
    ...(shape === 'envelope'
      ? { transforms: 'defaults', ...withoutDefaults('defaults') }
      : {
          transforms: 'defaults,truncates,unwrap',
          ...withoutDefaults('defaults'),
          ...truncatesStop('transforms.truncates.', ignoredTruncates),
          ...flattening('transforms.unwrap.'),
        }),
    // Of schemas: a capture's key, with which their names begin, may have a -.
    'schema.name.adjustment.mode': 'avro',
    // Of fields: two that differ in what Avro has no letters for would be one.
    'field.name.adjustment.mode': 'none',
    ...registryRetries(),
    ...avroConverters({ registryUrl, group, unknown: 'register' }),
  };
}

function truncatesStop(prefix: string, ignored: readonly string[]): Record<string, string> {
  return {
    [`${prefix}type`]: 'io.tributary.connect.transforms.TruncatesStop',
    ...(ignored.length === 0 ? {} : { [`${prefix}ignored.topics`]: ignored.join(',') }),
  };
}

function flattening(prefix: string): Record<string, string> {
  return {
    [`${prefix}type`]: 'io.debezium.transforms.ExtractNewRecordState',
    [`${prefix}delete.tombstone.handling.mode`]: 'rewrite-with-tombstone',
    [`${prefix}add.fields`]: ADDED_FIELDS.join(','),
    [`${prefix}add.headers`]: ADDED_HEADERS.join(','),
  };
}
