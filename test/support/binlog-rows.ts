import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Connection, RowDataPacket } from 'mysql2/promise';

/** Rows of a table that a server's log has, by kind as Debezium tells them: a row under another key is one deleted and one created. */
export interface LoggedRows {
  c: number;
  u: number;
  d: number;
  keyChanges: number;
}

interface MappedTable {
  readonly id: string;
  readonly types: readonly number[];
  readonly metadata: readonly number[];
}

/** Kinds of events, with a header of 19 bytes and a checksum of 4. */
const TABLE_MAP = 19;
const ROWS = { 30: 'write', 31: 'update', 32: 'delete' } as const;
const HEADER = 19;
const CHECKSUM = 4;
const MAGIC = 4;

/** Bytes of metadata that a type has in a table's map. */
const METADATA_BYTES: Readonly<Record<number, number>> = {
  4: 1,
  5: 1,
  15: 2,
  16: 2,
  17: 1,
  18: 1,
  19: 1,
  245: 1,
  246: 2,
  252: 1,
  253: 2,
  254: 2,
  255: 1,
};
const FIXED_BYTES: Readonly<Record<number, number>> = { 1: 1, 2: 2, 3: 4, 4: 4, 5: 8, 8: 8, 9: 3, 10: 3, 13: 1 };
const DECIMAL_BYTES = [0, 1, 1, 2, 2, 3, 3, 4, 4, 4];
const DECIMAL_GROUP = 9;

/**
 * Counts the rows in the files of a server's log, by `schema.table`.
 *
 * @param connection of a user that may read the log
 * @param keys places of the columns of each table's primary key, from 0
 */
export async function loggedRows(
  connection: Connection,
  keys: ReadonlyMap<string, readonly number[]>,
): Promise<Map<string, LoggedRows>> {
  const [[place]] = await connection.query<RowDataPacket[]>('SELECT @@datadir AS folder');
  const [files] = await connection.query<RowDataPacket[]>('SHOW BINARY LOGS');
  const counts = new Map<string, LoggedRows>();
  for (const file of files) {
    countFile(readFileSync(join(String(place?.['folder']), String(file['Log_name']))), keys, counts);
  }
  return counts;
}

function countFile(log: Buffer, keys: ReadonlyMap<string, readonly number[]>, counts: Map<string, LoggedRows>): void {
  const tables = new Map<number, MappedTable>();
  for (let at = MAGIC; at + HEADER <= log.length; ) {
    const type = log.readUInt8(at + 4);
    const size = log.readUInt32LE(at + 9);
    const event = log.subarray(at + HEADER, at + size - CHECKSUM);
    if (type === TABLE_MAP) tables.set(event.readUIntLE(0, 6), mappedTable(event));
    const kind = ROWS[type as keyof typeof ROWS];
    const table = kind === undefined ? undefined : tables.get(event.readUIntLE(0, 6));
    if (kind !== undefined && table !== undefined) {
      const count = counts.get(table.id) ?? { c: 0, u: 0, d: 0, keyChanges: 0 };
      counts.set(table.id, count);
      countRows(event, kind, table, keys.get(table.id) ?? [], count);
    }
    at += size;
  }
}

function countRows(
  event: Buffer,
  kind: (typeof ROWS)[keyof typeof ROWS],
  table: MappedTable,
  key: readonly number[],
  count: LoggedRows,
): void {
  const [columns, bitsAt] = readLength(event, 8 + event.readUInt16LE(8));
  const bytes = Math.ceil(columns / 8);
  const logged = (from: number): number[] => table.types.map((_, at) => at).filter((at) => isSet(event, from, at));
  const first = logged(bitsAt);
  const second = kind === 'update' ? logged(bitsAt + bytes) : first;
  let at = bitsAt + bytes * (kind === 'update' ? 2 : 1);
  while (at < event.length) {
    const before = rowAt(event, at, table, first);
    at = before.end;
    if (kind === 'write') count.c += 1;
    if (kind === 'delete') count.d += 1;
    if (kind !== 'update') continue;
    const after = rowAt(event, at, table, second);
    at = after.end;
    if (key.every((column) => before.values.get(column)?.equals(after.values.get(column) ?? Buffer.alloc(0))))
      count.u += 1;
    else {
      count.c += 1;
      count.d += 1;
      count.keyChanges += 1;
    }
  }
}

/** @param logged places of the columns that the row has, in the order of which it says what is NULL */
function rowAt(
  event: Buffer,
  start: number,
  { types, metadata }: MappedTable,
  logged: readonly number[],
): { values: ReadonlyMap<number, Buffer>; end: number } {
  let at = start + Math.ceil(logged.length / 8);
  const values = new Map<number, Buffer>();
  logged.forEach((column, place) => {
    const from = at;
    if (!isSet(event, start, place)) at += valueBytes(types[column] ?? 0, metadata[column] ?? 0, event, at);
    values.set(column, event.subarray(from, at));
  });
  return { values, end: at };
}

function isSet(event: Buffer, from: number, bit: number): boolean {
  return (((event[from + (bit >> 3)] ?? 0) >> (bit & 7)) & 1) === 1;
}

function mappedTable(event: Buffer): MappedTable {
  const schemaLength = event.readUInt8(8);
  const tableAt = 8 + 1 + schemaLength + 1;
  const tableLength = event.readUInt8(tableAt);
  const schema = event.toString('utf8', 9, 9 + schemaLength);
  const table = event.toString('utf8', tableAt + 1, tableAt + 1 + tableLength);
  const [columns, typesAt] = readLength(event, tableAt + 1 + tableLength + 1);
  const types = [...event.subarray(typesAt, typesAt + columns)];
  let [, at] = readLength(event, typesAt + columns);
  const metadata = types.map((type) => {
    const bytes = METADATA_BYTES[type] ?? 0;
    const value = bytes === 0 ? 0 : event.readUIntLE(at, bytes);
    at += bytes;
    return value;
  });
  return { id: `${schema}.${table}`, types, metadata };
}

/** A number that says its own length: the number, and where it ends. */
function readLength(event: Buffer, at: number): [number, number] {
  const first = event.readUInt8(at);
  return first < 0xfb ? [first, at + 1] : [event.readUInt16LE(at + 1), at + 3];
}

function valueBytes(type: number, metadata: number, event: Buffer, at: number): number {
  const [low, high] = [metadata & 0xff, metadata >> 8];
  const prefixed = (bytes: number): number => bytes + event.readUIntLE(at, bytes);
  const fixed = FIXED_BYTES[type];
  if (fixed !== undefined) return fixed;
  switch (type) {
    case 15:
    case 253:
      return prefixed(metadata > 255 ? 2 : 1);
    case 16:
      return high + (low > 0 ? 1 : 0);
    case 17:
      return 4 + ((metadata + 1) >> 1);
    case 18:
      return 5 + ((metadata + 1) >> 1);
    case 19:
      return 3 + ((metadata + 1) >> 1);
    case 246:
      return decimalBytes(low - high) + decimalBytes(high);
    case 245:
    case 252:
    case 255:
      return prefixed(metadata);
    case 254:
      if (low === 247 || low === 248) return high;
      return prefixed((((low & 0x30) ^ 0x30) << 4) + high > 255 ? 2 : 1);
    default:
      throw new Error(`a type of the log must be known, got: ${type}`);
  }
}

function decimalBytes(digits: number): number {
  return Math.floor(digits / DECIMAL_GROUP) * 4 + (DECIMAL_BYTES[digits % DECIMAL_GROUP] ?? 0);
}
