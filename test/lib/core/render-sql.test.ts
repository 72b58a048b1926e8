import {
  ATHENA,
  identifier,
  integer,
  literal,
  MYSQL,
  name,
  renderSql,
  type SqlValue,
} from '../../../lib/core/render-sql';

const render = (sql: string, values: Record<string, SqlValue>): string => renderSql(sql, values, MYSQL);

test('writes each kind as the database reads it, as often as it is named', () => {
  expect(
    render('GRANT SELECT ON {{schema}}.{{table}} TO {{user}}; -- {{schema}} {{hours}}', {
      schema: identifier('salesdb'),
      table: identifier('ORDER'),
      user: literal('cdc'),
      hours: integer(72),
    }),
  ).toBe("GRANT SELECT ON `salesdb`.`ORDER` TO 'cdc'; -- `salesdb` 72");
});

test.each([
  ["it's", "'it''s'"],
  ['back\\slash', "'back\\\\slash'"],
  ["\\'; DROP TABLE x; --", "'\\\\''; DROP TABLE x; --'"],
  ['$& $1 {{other}}', "'$& $1 {{other}}'"],
])('a literal stays a literal: %s', (text, expected) => {
  expect(render('{{text}}', { text: literal(text) })).toBe(expected);
});

test('a name that the database told may be any, and stays one', () => {
  const values = { column: name('p(eur)` FROM x; "') };
  expect(render('SELECT {{column}}', values)).toBe('SELECT `p(eur)`` FROM x; "`');
  expect(renderSql('SELECT {{column}}', values, ATHENA)).toBe('SELECT "p(eur)` FROM x; """');
});

test('Athena has quotes of its own', () => {
  const values = { table: identifier('ORDER'), name: literal("it's \\ there") };
  expect(renderSql('SELECT {{table}} WHERE {{name}}', values, ATHENA)).toBe(`SELECT "ORDER" WHERE 'it''s \\ there'`);
});

describe('fails', () => {
  test('on a placeholder without value, even one that every object has', () => {
    expect(() => render('{{user}}', {})).toThrow('placeholder `user` has no value');
    expect(() => render('{{constructor}}', {})).toThrow('placeholder `constructor` has no value');
  });

  test('on values without placeholder', () => {
    expect(() => render('SELECT 1', { user: literal('x'), host: literal('y') })).toThrow(
      'values without placeholder: user, host',
    );
  });

  test.each(['', 'a b', 'a`b', "a'b", 'a.b', '1a', 'a'.repeat(64)])('on the identifier "%s"', (name) => {
    expect(() => render('{{table}}', { table: identifier(name) })).toThrow('`table` must match');
  });

  test.each([1.5, Number.NaN, 2 ** 53])('on the integer %d', (value) => {
    expect(() => render('{{hours}}', { hours: integer(value) })).toThrow('`hours` must be a whole number');
  });

  test.each(['', 'a\nb'])('on the name %p', (told) => {
    expect(() => render('{{column}}', { column: name(told) })).toThrow(
      `\`column\` must be a name without control characters, got: ${JSON.stringify(told)}`,
    );
  });

  test('on a control character, without saying what the text was', () => {
    expect(() => render('{{password}}', { password: literal('pa\nss') })).toThrow(
      /^`password` must be free of control characters$/,
    );
  });
});
