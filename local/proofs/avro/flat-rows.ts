import { parse, stringify } from 'lossless-json';

import type { ReceivedRecord } from '../topic-reader';

/** Header by which a flat row says when its connector told it. */
const TOLD_HEADER = '__ts_ms';
const ADDED_PREFIX = '__';
/** Fields of a flat row, by those of an envelope's `source` that they are. */
const SOURCE_FIELDS = {
  ts_ms: '__source_ts_ms',
  snapshot: '__source_snapshot',
  db: '__db',
  sequence: '__source_sequence',
  schema: '__schema',
  table: '__table',
  txId: '__source_txId',
  lsn: '__lsn',
} as const;
const ADDED: readonly string[] = ['__op', '__deleted', ...Object.values(SOURCE_FIELDS)];

/** The envelope that a flat row is of, as text; any other value as it is. */
export function envelopeOf(
  text: string,
  { headers, topic }: Pick<ReceivedRecord, 'headers'> & { readonly topic: string },
): string {
  // Nothing else has what is asked for, and to read all would take long.
  if (!text.includes(`"${ADDED_PREFIX}`)) return text;
  const value = parse(text) as Readonly<Record<string, unknown>>;
  if (ADDED.some((name) => !Object.hasOwn(value, name))) return text;
  const row = Object.fromEntries(Object.entries(value).filter(([name]) => !ADDED.includes(name)));
  const source = Object.fromEntries(Object.entries(SOURCE_FIELDS).map(([name, field]) => [name, value[field]]));
  const isDelete = value['__op'] === 'd';
  const told = headers?.[TOLD_HEADER];
  const envelope = {
    before: isDelete ? row : null,
    after: isDelete ? null : row,
    source: { connector: 'postgresql', name: topic.split('.')[0], ...source },
    op: value['__op'],
    ts_ms: told === undefined ? value['__source_ts_ms'] : parse(String(told)),
  };
  return stringify(envelope) ?? 'null';
}
