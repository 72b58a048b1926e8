/** A column's value as text, in the words of the engine that queries tables; bytes as Base64, times in UTC. */
export function textOf(column: string, type: string): string {
  const name = quoted(column);
  if (type === 'varchar') return name;
  // By itself it says seven digits of one.
  if (type === 'real') return `CAST(CAST(${name} AS DOUBLE) AS VARCHAR)`;
  if (type === 'varbinary') return `TO_BASE64(${name})`;
  const digits = secondDigits(type);
  return digits === undefined
    ? `CAST(${name} AS VARCHAR)`
    : `CAST(CAST(${name} AT TIME ZONE 'UTC' AS TIMESTAMP(${digits})) AS VARCHAR)`;
}

/**
 * Digits behind a second that the engine shows of a point in time: of a Delta table milliseconds, whatever lies in the table.
 *
 * @returns undefined for a type that is none of points in time
 */
export function secondDigits(type: string): number | undefined {
  const digits = /^timestamp\((\d+)\)/.exec(type)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

/** A name as an identifier. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

export function textLiteral(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** Fills the placeholders `{{name}}` of a statement. */
export function fillSql(sql: string, values: Readonly<Record<string, string>>): string {
  return sql.replace(/\{\{(\w+)\}\}/g, (_, name: string) => values[name] ?? '');
}
