import type { CapturedTable } from './bootstrap-request';

/** Server settings by name, as the server reports them. */
export type ServerSettings = Readonly<Record<string, string | number>>;

/** One row per key column; a single row without column for a table without key; none for a table that is not there. */
export interface TableKeyRow {
  readonly columnName: string | null;
}

const REQUIRED_SETTINGS: ServerSettings = {
  log_bin: 1,
  binlog_format: 'ROW',
  binlog_row_image: 'FULL',
  binlog_row_value_options: '',
  gtid_mode: 'ON',
  enforce_gtid_consistency: 'ON',
};

/** Settings without which changes could not be captured whole, as `property rule, got: value` sentences. */
export function settingProblems(settings: ServerSettings): string[] {
  return Object.entries(REQUIRED_SETTINGS)
    .filter(([name, required]) => String(settings[name]) !== String(required))
    .map(([name, required]) => {
      const hint =
        name === 'log_bin'
          ? 'automated backups must be on'
          : 'check the parameter group, and reboot the writer after a change';
      return `\`${name}\` must be ${required === '' ? 'empty' : required} (${hint}), got: ${settings[name]}`;
    });
}

/** What is wrong with one captured table, as sentences of the same form. */
export function tableProblems({ schema, table, keyColumns }: CapturedTable, rows: readonly TableKeyRow[]): string[] {
  const name = `${schema}.${table}`;
  if (rows.length === 0) {
    return [`\`capturedTables\` must name tables that exist, got: ${name}`];
  }
  const actual = rows.flatMap((row) => row.columnName ?? []);
  if (actual.length === 0) {
    return [`\`capturedTables\` must name tables with a primary key, got: ${name} without one`];
  }
  if (actual.join(',') === keyColumns.join(',')) {
    return [];
  }
  return [`\`keyColumns\` of ${name} must be its primary key (${actual.join(', ')}), got: (${keyColumns.join(', ')})`];
}
