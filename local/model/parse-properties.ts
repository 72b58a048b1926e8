/**
 * Reads Java properties as MSK takes them: one `key=value` a line, `#` comments, no continuation lines. Escapes in values
 * are left as they are.
 *
 * @throws Error on a line that is neither
 */
export function parseProperties(text: string): Record<string, string> {
  const properties: Record<string, string> = {};
  for (const line of text.split(/\r?\n/)) {
    const trimmed = line.trim();
    if (trimmed === '' || trimmed.startsWith('#')) continue;
    const separator = trimmed.indexOf('=');
    if (separator < 1) throw new Error(`not a property: ${trimmed}`);
    properties[trimmed.slice(0, separator).trim()] = trimmed.slice(separator + 1).trim();
  }
  return properties;
}

/** Writes properties back. Values keep their escapes, so that a Java reader gets what it would get from the original. */
export function renderProperties(properties: Readonly<Record<string, string>>): string {
  return Object.entries(properties)
    .map(([key, value]) => `${key}=${value}\n`)
    .join('');
}
