/** A value for a placeholder. Its kind decides how it is written; there is no kind for raw SQL. */
export type SqlValue =
  | { readonly kind: 'identifier'; readonly name: string }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'bare'; readonly name: string }
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'integer'; readonly value: number }
  | { readonly kind: 'type'; readonly type: string }
  | { readonly kind: 'fragment'; readonly sql: string; readonly values: SqlValues }
  | { readonly kind: 'list'; readonly items: readonly SqlValues[] };

export type SqlValues = Readonly<Record<string, SqlValue>>;

/** How a database writes names and texts. */
export interface SqlDialect {
  quoteIdentifier(name: string): string;
  quoteLiteral(text: string): string;
}

/** A section with its body and what stands between two of it, or a placeholder. */
const PART = /\{\{#([A-Za-z][A-Za-z0-9]*)\}\}([\s\S]*?)\{\{\/\1(?:\|([^}]*))?\}\}|\{\{([A-Za-z][A-Za-z0-9]*)\}\}/g;
/** Of a file of SQL whose lines hold nothing but the begin or the end of a section. */
const SECTION_LINE = /^[ \t]*(\{\{[#/][A-Za-z][A-Za-z0-9]*\}\})[ \t]*\n/gm;
const TYPE = /^[A-Z][A-Z ]*(\(\d+(,\d+)?\))?$/;
const BARE = /^[a-z][a-z0-9_]*$/;
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

/** PostgreSQL with `standard_conforming_strings`, as it is from the start. */
export const POSTGRES: SqlDialect = ATHENA;

/** Redshift, of which nothing says whether `\\` escapes inside a literal: there is none in any. */
export const REDSHIFT: SqlDialect = {
  quoteIdentifier: ATHENA.quoteIdentifier,
  quoteLiteral: (text) => {
    if (text.includes('\\')) {
      throw new Error('a literal of Redshift must be free of backslashes');
    }
    return ATHENA.quoteLiteral(text);
  },
};

export const identifier = (name: string): SqlValue => ({ kind: 'identifier', name });
/** A name that the database itself told, and so may be any text. */
export const name = (told: string): SqlValue => ({ kind: 'name', name: told });
/** Where a statement takes no quotes: lower-case letters, digits and `_`, and no word that the database reserves. */
export const bare = (spelled: string): SqlValue => ({ kind: 'bare', name: spelled });
export const literal = (text: string): SqlValue => ({ kind: 'literal', text });
export const integer = (value: number): SqlValue => ({ kind: 'integer', value });
/** Of a column, such as `DECIMAL(10,2)`. */
export const type = (spelled: string): SqlValue => ({ kind: 'type', type: spelled });
/** A part of a statement that has a file of its own, with the values of its placeholders. */
export const fragment = (sql: string, values: SqlValues = {}): SqlValue => ({ kind: 'fragment', sql, values });
/** What a section `{{#name}}…{{/name|separator}}` is written for, each time with values of its own beside those around it. */
export const list = (items: readonly SqlValues[]): SqlValue => ({ kind: 'list', items });
/** A section that is there or not. */
export const flag = (present: boolean): SqlValue => list(present ? [{}] : []);

/**
 * Fills the placeholders `{{name}}` of one statement, and writes its sections once for each item of their lists.
 *
 * @throws Error for a placeholder without value, a value without placeholder, a name that is no plain identifier, a text
 * with control characters, a number that is no safe integer. No message holds a literal's text: it may be a password
 */
export function renderSql(sql: string, values: SqlValues, dialect: SqlDialect): string {
  const unused = new Set(Object.keys(values));
  const rendered = fill(sql.replaceAll(SECTION_LINE, '$1'), values, dialect, unused);
  if (unused.size > 0) {
    throw new Error(`values without placeholder: ${[...unused].join(', ')}`);
  }
  return rendered;
}

/** @param unused names of values that no placeholder had yet */
function fill(sql: string, values: SqlValues, dialect: SqlDialect, unused: Set<string>): string {
  const need = (name: string): SqlValue => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (value === undefined) {
      throw new Error(`placeholder \`${name}\` has no value`);
    }
    unused.delete(name);
    return value;
  };
  // In one pass: what a value holds is never looked at again.
  return sql.replaceAll(PART, (_, section?: string, body = '', separator = '', placeholder = '') => {
    if (section === undefined) {
      return renderValue(placeholder, need(placeholder), dialect);
    }
    const value = need(section);
    if (value.kind !== 'list') {
      throw new Error(`section \`${section}\` must have a list, got: ${value.kind}`);
    }
    if (value.items.length === 0) {
      // What a section that is not there names has its place all the same.
      for (const [, , , , inside = ''] of body.matchAll(PART)) unused.delete(inside);
    }
    return value.items.map((item) => fill(body, { ...values, ...item }, dialect, unused)).join(separator);
  });
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
    case 'bare':
      if (!BARE.test(value.name)) {
        throw new Error(`\`${placeholder}\` must match ${BARE.source}, got: ${value.name}`);
      }
      return value.name;
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
    case 'type':
      if (!TYPE.test(value.type)) {
        throw new Error(`\`${placeholder}\` must match ${TYPE.source}, got: ${value.type}`);
      }
      return value.type;
    case 'fragment':
      return renderSql(value.sql, value.values, dialect).trim();
    case 'list':
      throw new Error(`placeholder \`${placeholder}\` must have one value, got: a list`);
  }
}
