import type { ScriptStatement } from './split-script';

const COMMENT = /--[^\n]*/y;
const COMMENT_MARK = /\/\*|\*\//g;
const TEXT = /'(?:[^']|'')*(?:'|$)|"(?:[^"]|"")*(?:"|$)/y;
/** Where `\` escapes. The letter is none of a longer word. */
const ESCAPED_TEXT = /(?<![\p{L}\p{N}_$])[eE]'(?:[^'\\]|\\[\s\S]|'')*(?:'|$)/uy;
const DOLLAR_MARK = /(?<![\p{L}\p{N}_$])\$(?:[\p{L}_][\p{L}\p{N}_]*)?\$/uy;
const WORD = /[\p{L}_][\p{L}\p{N}_$]*/uy;
const META_COMMAND = /\\[^\n]*/y;
const PLAIN = /[^'"$\-/\\;()\p{L}_]+/uy;

const BODY_OF_STATEMENTS = /^CREATE\s+(?:OR\s+REPLACE\s+)?(?:FUNCTION|PROCEDURE)\b/i;
const ROWS_FOLLOW = /^COPY\b[\s\S]*\bFROM\s+STDIN\b/i;
const END_OF_ROWS = /^\\\.\r?$/m;

/**
 * The statements of a script as the client `psql` finds them: strings, names and comments as PostgreSQL reads them, bodies between
 * dollars or `BEGIN ATOMIC` and `END` as a whole. Commands of the client (`\connect`) and rows behind a `COPY` are none.
 */
export function splitPostgresScript(script: string): Pick<ScriptStatement, 'text' | 'line'>[] {
  const statements: Pick<ScriptStatement, 'text' | 'line'>[] = [];
  let parts: string[] = [];
  let [parentheses, begins] = [0, 0];
  let [at, line, startLine] = [0, 1, 1];
  const match = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    return pattern.exec(script)?.[0];
  };
  const isBegun = (): boolean => parts.length > 0;
  const take = (taken: string, kept = taken): void => {
    if (isBegun() || /\S/.test(kept)) {
      if (!isBegun()) startLine = line + newLines(/^\s*/.exec(taken)?.[0] ?? '');
      parts.push(kept);
    }
    at += taken.length;
    line += newLines(taken);
  };
  const end = (): void => {
    const text = parts.join('').trim();
    [parts, parentheses, begins] = [[], 0, 0];
    if (text === '') return;
    statements.push({ text, line: startLine });
    if (ROWS_FOLLOW.test(text)) take(rowsFrom(script, at), '');
  };
  const takeWord = (word: string): void => {
    if (/^(?:BEGIN|CASE|END)$/i.test(word) && BODY_OF_STATEMENTS.test(parts.join('').trimStart())) {
      const isEnd = /^END$/i.test(word);
      if (isEnd) begins = Math.max(begins - 1, 0);
      else if (begins > 0 || /^BEGIN$/i.test(word)) begins += 1;
    }
    take(word);
  };
  while (at < script.length) {
    const comment = match(COMMENT) ?? blockComment(script, at);
    const quoted = match(ESCAPED_TEXT) ?? match(TEXT) ?? dollarText(script, at, match(DOLLAR_MARK));
    const command = isBegun() ? undefined : match(META_COMMAND);
    const word = match(WORD);
    const character = script.charAt(at);
    if (comment !== undefined) take(comment, ' ');
    else if (quoted !== undefined) take(quoted);
    else if (command !== undefined) take(command, '');
    else if (word !== undefined) takeWord(word);
    else if (character === ';' && parentheses === 0 && begins === 0) {
      at += 1;
      end();
    } else {
      if (character === '(') parentheses += 1;
      if (character === ')') parentheses = Math.max(parentheses - 1, 0);
      take(match(PLAIN) ?? character);
    }
  }
  end();
  return statements;
}

/** Of comments within comments, all of them. */
function blockComment(script: string, at: number): string | undefined {
  if (!script.startsWith('/*', at)) return undefined;
  COMMENT_MARK.lastIndex = at;
  let depth = 0;
  for (let mark = COMMENT_MARK.exec(script); mark !== null; mark = COMMENT_MARK.exec(script)) {
    depth += mark[0] === '/*' ? 1 : -1;
    if (depth === 0) return script.slice(at, mark.index + 2);
  }
  return script.slice(at);
}

function dollarText(script: string, at: number, mark: string | undefined): string | undefined {
  if (mark === undefined) return undefined;
  const end = script.indexOf(mark, at + mark.length);
  return script.slice(at, end < 0 ? script.length : end + mark.length);
}

/** What is left of the line of the statement, the rows, and the line that ends them. */
function rowsFrom(script: string, at: number): string {
  const rest = script.slice(at);
  const end = END_OF_ROWS.exec(rest);
  return end === null ? rest : rest.slice(0, end.index + end[0].length);
}

function newLines(text: string): number {
  return text.split('\n').length - 1;
}
