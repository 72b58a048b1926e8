/** A value for a placeholder. Its kind decides how it is written; there is no kind for raw SQL. */
export type SqlValue =
  | { readonly kind: 'identifier'; readonly name: string }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'integer'; readonly value: number };

/** How a database writes names and texts. */
export interface SqlDialect {
  quoteIdentifier(name: string): string;
  quoteLiteral(text: string): string;
}

const PLACEHOLDER = /\{\{([A-Za-z][A-Za-z0-9]*)\}\}/g;
const IDENTIFIER = /^[A-Za-z_][A-Za-z0-9_]{0,62}$/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must not get through
const CONTROL_CHARACTERS = /[\u0000-\u001f\u007f]/;

/** MySQL with its default SQL mode, in which `\` escapes inside a literal. */
export const MYSQL: SqlDialect = {
  quoteIdentifier: (name) => `\`${name.replaceAll('`', '``')}\``,
  quoteLiteral: (text) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`,
};

/** Athena and Trino, where a literal has no escapes but the doubled quote. */
export const ATHENA: SqlDialect = {
  quoteIdentifier: (name) => `"${name.replaceAll('"', '""')}"`,
  quoteLiteral: (text) => `'${text.replaceAll("'", "''")}'`,
};

export const identifier = (name: string): SqlValue => ({ kind: 'identifier', name });
/** A name that the database itself told, and so may be any text. */
export const name = (told: string): SqlValue => ({ kind: 'name', name: told });
export const literal = (text: string): SqlValue => ({ kind: 'literal', text });
export const integer = (value: number): SqlValue => ({ kind: 'integer', value });

/**
 * Fills the placeholders `{{name}}` of one statement.
 *
 * @throws Error for a placeholder without value, a value without placeholder, a name that is no plain identifier, a text
 * with control characters, a number that is no safe integer. No message holds a literal's text: it may be a password
 */
export function renderSql(sql: string, values: Readonly<Record<string, SqlValue>>, dialect: SqlDialect): string {
  const unused = new Set(Object.keys(values));
  const rendered = sql.replaceAll(PLACEHOLDER, (_, name: string) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (value === undefined) {
      throw new Error(`placeholder \`${name}\` has no value`);
    }
    unused.delete(name);
    return renderValue(name, value, dialect);
  });
  if (unused.size > 0) {
    throw new Error(`values without placeholder: ${[...unused].join(', ')}`);
  }
  return rendered;
}

function renderValue(placeholder: string, value: SqlValue, dialect: SqlDialect): string {
  switch (value.kind) {
    case 'identifier':
      if (!IDENTIFIER.test(value.name)) {
        throw new Error(`\`${placeholder}\` must match ${IDENTIFIER.source}, got: ${value.name}`);
      }
      return dialect.quoteIdentifier(value.name);
    case 'name':
      if (value.name === '' || CONTROL_CHARACTERS.test(value.name)) {
        throw new Error(
          `\`${placeholder}\` must be a name without control characters, got: ${JSON.stringify(value.name)}`,
        );
      }
      return dialect.quoteIdentifier(value.name);
    case 'literal':
      if (CONTROL_CHARACTERS.test(value.text)) {
        throw new Error(`\`${placeholder}\` must be free of control characters`);
      }
      return dialect.quoteLiteral(value.text);
    case 'integer':
      if (!Number.isSafeInteger(value.value)) {
        throw new Error(`\`${placeholder}\` must be a whole number, got: ${value.value}`);
      }
      return String(value.value);
  }
}
