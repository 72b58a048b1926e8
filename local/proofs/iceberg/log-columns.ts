import type { IcebergColumnModel } from '../../model/iceberg-sink';
import type { ScalarForm } from '../canonical-value';
import { quoted } from '../tables/engine-sql';

/** A value of each row of a log: of a column, or of what the row says of its record. */
export interface LogColumn {
  readonly name: string;
  readonly form: ScalarForm;
  /** What the query engine says it as text by. */
  readonly text: string;
}

const FORMS: Readonly<Record<string, ScalarForm>> = {
  FLOAT: 'real',
  DOUBLE: 'double',
  STRING: 'text',
  BINARY: 'bytes',
  DATE: 'date',
  TIMESTAMP: 'timestamp',
};

/** Of what is told of a change's place in its source's log. */
const PLACE: Readonly<Record<string, ScalarForm>> = {
  snapshot: 'text',
  ts_ms: 'number',
  server_id: 'number',
  gtid: 'text',
  file: 'text',
  pos: 'number',
  row: 'number',
  sequence: 'text',
};

/** Column with what a row says of its record. */
export function metadataColumn(enveloped: boolean): string {
  return enveloped ? '_cdc' : '_kafka';
}

/** The place of a row's record, which is compared as no value: rows are told apart by it. */
export function placeColumns(enveloped: boolean): readonly LogColumn[] {
  return ['partition', 'offset'].map((name) => member([metadataColumn(enveloped), name], 'number'));
}

/** @param undeclared names of columns that rows have besides */
export function logColumns(
  declared: readonly IcebergColumnModel[],
  undeclared: Iterable<string>,
  enveloped: boolean,
): readonly LogColumn[] {
  const own = metadataColumn(enveloped);
  return [
    ...declared.map(({ name, type }) => member([name.toLowerCase()], FORMS[type] ?? 'number')),
    ...[...undeclared].map((name) => member([name], 'text')),
    member([own, 'target'], 'text'),
    ...(enveloped
      ? [
          ...['op', 'envelope_op', 'source'].map((name) => member([own, name], 'text')),
          member([own, 'ts'], 'timestamp'),
          ...Object.entries(PLACE).map(([name, form]) => member([own, 'place', name], form)),
          // In the order of a map of names: which one comes first says nothing.
          {
            ...member([own, 'untold'], 'json'),
            text: `JSON_FORMAT(CAST(ARRAY_SORT(${path([own, 'untold'])}) AS JSON))`,
          },
          member([own, 'columns'], 'json'),
        ]
      : []),
  ];
}

export const PLACE_MEMBERS: readonly string[] = Object.keys(PLACE);

function member(names: readonly string[], form: ScalarForm): LogColumn {
  return { name: names.join('.'), form, text: textOf(path(names), form) };
}

function path(names: readonly string[]): string {
  return names.map(quoted).join('.');
}

function textOf(value: string, form: ScalarForm): string {
  if (form === 'text') return value;
  // By itself the engine says seven digits of a real.
  if (form === 'real') return `CAST(CAST(${value} AS DOUBLE) AS VARCHAR)`;
  if (form === 'bytes') return `TO_BASE64(${value})`;
  return form === 'timestamp'
    ? `CAST(CAST(${value} AT TIME ZONE 'UTC' AS TIMESTAMP(6)) AS VARCHAR)`
    : `CAST(${value} AS VARCHAR)`;
}
