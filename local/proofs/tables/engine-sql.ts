/** A column's value as text, in the words of the engine that queries tables; bytes as Base64, times in UTC. */
export function textOf(column: string, type: string): string {
  const name = quoted(column);
  if (type === 'varchar') return name;
  if (type === 'varbinary') return `TO_BASE64(${name})`;
  // Athena reads a Delta timestamp to the millisecond, whatever lies in the table.
  return type.startsWith('timestamp')
    ? `CAST(CAST(${name} AT TIME ZONE 'UTC' AS TIMESTAMP(3)) AS VARCHAR)`
    : `CAST(${name} AS VARCHAR)`;
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
