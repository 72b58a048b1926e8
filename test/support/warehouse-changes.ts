import type { StreamRecord } from './warehouse-bench';

/** Where a change stands in its log, and whose log that is. */
export interface Place {
  readonly pos?: number;
  readonly server?: string;
}

/** A change of CUSTOMER. */
export function change(
  op: string,
  id: number,
  name: string | null,
  { pos = id, server = 'a-b-c' }: Place = {},
): object {
  const row = { CUST_ID: id, NAME: name, MKTSEGMENT: 'm' };
  const source = { file: 'binlog.000007', pos, row: 0, gtid: op === 'r' ? null : `${server}:${pos}`, server_id: 1 };
  return { op, before: op === 'd' ? row : null, after: op === 'd' ? null : row, source, ts_ms: 1 };
}

export const at = (offset: number, value: StreamRecord['value'], partition = 0): StreamRecord => ({
  partition,
  offset,
  value,
});
/** Columns of CUSTOMER, as texts. */
export const NAMES = 'CAST(cust_id AS VARCHAR(20)), name';
