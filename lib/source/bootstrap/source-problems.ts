import { sourceNames } from '../../../connectors/dataset-column';
import type { CapturedTable } from './bootstrap-request';

/** Server settings by name, as the server reports them; null for one that its version does not have. */
export type ServerSettings = Readonly<Record<string, string | number | null>>;

/** One row per key column; a single row without column for a table without key; none for a table that is not there. */
export interface TableKeyRow {
  readonly columnName: string | null;
}

const REQUIRED_SETTINGS: ServerSettings = {
  log_bin: 1,
  binlog_format: 'ROW',
  binlog_row_image: 'FULL',
  binlog_row_metadata: 'FULL',
  binlog_row_value_options: '',
  gtid_mode: 'ON',
  enforce_gtid_consistency: 'ON',
  binlog_transaction_compression: 'OFF',
};

/** Settings whose absence is as good as the value that is required: MySQL compresses from 8.0.20 on. */
const MAY_BE_ABSENT: readonly string[] = ['binlog_transaction_compression'];

/** What a setting is for, or how it is changed. */
const HINTS: Readonly<Record<string, string>> = {
  log_bin: 'automated backups must be on',
  binlog_transaction_compression: 'changes of one compressed transaction all have one position',
};
const DEFAULT_HINT = 'check the parameter group, and reboot the writer after a change';

/** Settings without which changes could not be captured whole, as `property rule, got: value` sentences. */
export function settingProblems(settings: ServerSettings): string[] {
  return Object.entries(REQUIRED_SETTINGS)
    .filter(([name]) => settings[name] !== null || !MAY_BE_ABSENT.includes(name))
    .filter(([name, required]) => String(settings[name]) !== String(required))
    .map(
      ([name, required]) =>
        `\`${name}\` must be ${required === '' ? 'empty' : required} (${HINTS[name] ?? DEFAULT_HINT}), got: ${settings[name]}`,
    );
}

/** What is wrong with one captured table, as sentences of the same form. */
export function tableProblems(
  { schema, table, keyColumns, columns }: CapturedTable,
  rows: readonly TableKeyRow[],
): string[] {
  const name = `${schema}.${table}`;
  if (rows.length === 0) {
    return [`\`capturedTables\` must name tables that exist, got: ${name}`];
  }
  const actual = rows.flatMap((row) => row.columnName ?? []);
  if (actual.length === 0) {
    return [`\`capturedTables\` must name tables with a primary key, got: ${name} without one`];
  }
  // By every name that a column of the key has there, without regard to case: MySQL has none.
  const declared = keyColumns.map((key) => sourceNames(key, columns[key] ?? '').map((one) => one.toLowerCase()));
  const same =
    actual.length === declared.length &&
    actual.every((column, index) => declared[index]?.includes(column.toLowerCase()));
  return same
    ? []
    : [`\`keyColumns\` of ${name} must be its primary key (${actual.join(', ')}), got: (${keyColumns.join(', ')})`];
}
