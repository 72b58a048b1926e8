import { isLosslessNumber, parse } from 'lossless-json';

import {
  type IcebergColumnModel,
  type IcebergSinkModel,
  type IcebergTableModel,
  undeclaredTable,
} from '../../model/iceberg-sink';
import { canonicalValue, eventText, type ScalarForm } from '../canonical-value';
import { changedTable, ownTopic } from '../changed-table';
import type { TopicRecord } from '../topic-reader';
import { isUntold } from '../untold-values';
import { type LogColumn, metadataColumn, PLACE_MEMBERS } from './log-columns';

type Members = Readonly<Record<string, unknown>>;

/** The row that a record should be. */
export interface LoggedRow {
  readonly table: IcebergTableModel;
  /** `<partition>/<offset>` of its record. */
  readonly place: string;
  /** Names of columns that nobody declared. */
  readonly undeclared: readonly string[];
  /** Values as events have them, by the names of {@link LogColumn}. */
  readonly values: ReadonlyMap<string, unknown>;
}

/** As the log's first field has them: what is none of these was inserted, or was there. */
const OPERATIONS: Readonly<Record<string, string>> = { u: 'U', d: 'D', t: 'T' };

/**
 * @returns undefined for a record that makes no row: a tombstone, or one of a table that is left out; `refused` for one of a table
 *   that the sink does not know
 */
export function loggedRow(
  record: TopicRecord,
  topic: string,
  sink: IcebergSinkModel,
): LoggedRow | 'refused' | undefined {
  if (record.value === null) return undefined;
  const value = parse(record.value) as Members;
  const table = tableOf(value, topic, sink);
  if (table === undefined || table === 'refused') return table;
  const { enveloped } = table;
  const row = enveloped ? changedRow(value) : value;
  const values = new Map<string, unknown>();
  const undeclared: string[] = [];
  const columns: string[] = [];
  const untold: string[] = [];
  for (const [source, told] of Object.entries(flat(row ?? {}, sink.delimiter))) {
    const column = columnOf(table.columns, source);
    const name = column?.name.toLowerCase() ?? source.toLowerCase();
    if (column === undefined) undeclared.push(name);
    columns.push(column?.name ?? source);
    if (isUntold(told)) untold.push(column?.name ?? source);
    else values.set(name, told);
  }
  const own = metadataColumn(enveloped);
  values.set(`${own}.target`, `${table.database}.${table.name}`);
  if (enveloped) {
    values.set(`${own}.columns`, row === undefined ? null : columns);
    for (const [name, told] of changeMembers(value, untold)) values.set(`${own}.${name}`, told);
  }
  return { table, place: `${record.partition}/${record.offset}`, undeclared, values };
}

/** Canonical, as the column is compared: where texts hold what was no text in the record, as that. */
export function comparedText(
  { name, form }: LogColumn,
  text: string | null,
  row: LoggedRow | undefined,
): string | null {
  const told = row?.values.get(name);
  return canonicalValue({ name, form: form === 'text' ? formOf(told) : form }, text);
}

/** The text that a column of the row should have. */
export function expectedText(column: LogColumn, row: LoggedRow): string | null {
  return comparedText(column, eventText(row.values.get(column.name)), row);
}

function formOf(told: unknown): ScalarForm {
  if (isLosslessNumber(told)) return 'number';
  return typeof told === 'object' && told !== null ? 'json' : 'text';
}

/** @returns nothing of a change that is left out, or tells no table */
function tableOf(
  value: Members,
  topic: string,
  { enveloped, tables, undeclared }: IcebergSinkModel,
): IcebergTableModel | 'refused' | undefined {
  const ofTopic = tables.find((each) => each.topic === topic);
  if (!(ofTopic?.enveloped ?? enveloped)) return ofTopic;
  const changed = changedTable(value);
  if (changed === undefined) return undefined;
  const own = ownTopic(changed);
  const declared = tables.find((each) => each.topic === own);
  if (declared !== undefined || undeclared === 'leave') return declared;
  return undeclared === 'refuse' ? 'refused' : undeclaredTable(undeclared.format, own, changed);
}

/** @returns undefined for a truncation, which is of all rows */
function changedRow({ op, before, after }: Members): Members | undefined {
  if (op === 't') return undefined;
  return ((op === 'd' ? before : after) ?? {}) as Members;
}

function changeMembers({ op, ts_ms: time, source }: Members, untold: readonly string[]): [string, unknown][] {
  const place = source as Members;
  return [
    ['op', OPERATIONS[String(op)] ?? 'I'],
    ['envelope_op', op],
    ['source', `${place.schema ?? place.db}.${place.table}`],
    ['ts', time === null || time === undefined ? null : new Date(Number(time)).toISOString()],
    ...PLACE_MEMBERS.map((name): [string, unknown] => [`place.${name}`, place[name]]),
    ['untold', untold.length === 0 ? null : untold.toSorted()],
  ];
}

/** A name that is there exactly comes before one that differs in case. */
function columnOf(columns: readonly IcebergColumnModel[], source: string): IcebergColumnModel | undefined {
  const lower = source.toLowerCase();
  return (
    columns.find(({ sources }) => sources.includes(source)) ??
    columns.find(({ sources }) => sources.some((each) => each.toLowerCase() === lower))
  );
}

function flat(row: Members, delimiter: string | undefined): Members {
  if (delimiter === undefined) return row;
  return Object.fromEntries(
    Object.entries(row).flatMap(([name, value]): [string, unknown][] =>
      isMembers(value)
        ? Object.entries(flat(value, delimiter)).map(([inner, each]) => [`${name}${delimiter}${inner}`, each])
        : [[name, value]],
    ),
  );
}

function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !isLosslessNumber(value);
}
