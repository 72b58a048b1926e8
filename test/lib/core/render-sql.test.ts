import {
  ATHENA,
  flag,
  fragment,
  identifier,
  integer,
  list,
  literal,
  MYSQL,
  name,
  REDSHIFT,
  renderSql,
  type SqlValue,
  type,
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

describe('a section', () => {
  const columns = list([{ column: name('a {{x}}') }, { column: name('b') }]);

  test('is written once for each item, with what stands between two', () => {
    expect(render('({{#columns}}{{column}} {{type}}{{/columns|, }})', { columns, type: type('INT') })).toBe(
      '(`a {{x}}` INT, `b` INT)',
    );
    expect(render('({{#columns}}{{column}}{{/columns|, }})', { columns: list([]) })).toBe('()');
  });

  test('may lie in another', () => {
    const tables = list([{ columns }, { columns: list([]) }]);
    expect(render('{{#tables}}[{{#columns}}{{column}}{{/columns|;}}]{{/tables}}', { tables })).toBe(
      '[`a {{x}}`;`b`][]',
    );
  });

  test('leaves no line of its own', () => {
    const sql = 'SELECT 1\n{{#wanted}}\nWHERE {{word}}\n{{/wanted}}\n;';
    expect(render(sql, { wanted: flag(true), word: literal('x') })).toBe("SELECT 1\nWHERE 'x'\n;");
    expect(render(sql, { wanted: flag(false), word: literal('x') })).toBe('SELECT 1\n;');
  });

  test('needs a list, and a placeholder none', () => {
    expect(() => render('{{#user}}x{{/user}}', { user: literal('x') })).toThrow('section `user` must have a list');
    expect(() => render('{{user}}', { user: list([]) })).toThrow('placeholder `user` must have one value, got: a list');
  });
});

test('a part of a statement has values of its own', () => {
  const part = fragment('CAST({{column}} AS {{type}})\n', { column: name('a'), type: type('DECIMAL(10,2)') });
  expect(render('SELECT {{part}} AS x', { part })).toBe('SELECT CAST(`a` AS DECIMAL(10,2)) AS x');
});

describe('fails', () => {
  test.each(['INT; DROP TABLE x', 'int', 'DECIMAL(10,2', ''])('on the type "%s"', (spelled) => {
    expect(() => render('{{type}}', { type: type(spelled) })).toThrow('`type` must match');
  });

  test('on a backslash in a literal of Redshift, of which nobody says what it is', () => {
    expect(() => renderSql('{{text}}', { text: literal('a\\b') }, REDSHIFT)).toThrow('free of backslashes');
  });

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
