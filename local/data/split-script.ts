/** One statement of a script. */
export interface ScriptStatement {
  /** As written, but for comments that no server reads. */
  readonly text: string;
  /** The same with what is for MySQL alone taken out of its comments. */
  readonly bare: string;
  /** Line that it begins in, from 1. */
  readonly line: number;
}

const COMMENT = /(?:#|--(?=[\s\p{Cc}]|$))[^\n]*|\/\*(?!!)[\s\S]*?(?:\*\/|$)/uy;
const QUOTED = /'(?:[^'\\]|\\[\s\S])*(?:'|$)|"(?:[^"\\]|\\[\s\S])*(?:"|$)|`[^`]*(?:`|$)/y;
const MARK = /\/\*!\d*|\*\//y;
const PLAIN = /[^'"`#/*\n;-]+/y;
const DELIMITER_COMMAND = /DELIMITER[ \t]+(\S+)[^\n]*/iy;

/**
 * The statements of a script as the client `mysql` finds them: strings, names and comments as MySQL reads them, and delimiters as
 * the script sets them. The libraries for it take `#` and `--` where MySQL does not, which changes texts in rows. Commands of the
 * client other than `DELIMITER` are none of MySQL.
 */
export function splitScript(script: string): ScriptStatement[] {
  const statements: ScriptStatement[] = [];
  let delimiter = ';';
  let text: string[] = [];
  let bare: string[] = [];
  let isBegun = false;
  let line = 1;
  let startLine = 1;
  let at = 0;
  const match = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    return pattern.exec(script);
  };
  /** @param kept what of it stands in the statement, and in the bare one */
  const take = (taken: string, kept = taken, keptBare = kept): void => {
    if (!isBegun) startLine = line + newLines(/^\s*/.exec(taken)?.[0] ?? '');
    isBegun ||= /\S/.test(kept);
    text.push(kept);
    bare.push(keptBare);
    at += taken.length;
    line += newLines(taken);
  };
  const end = (): void => {
    const statement = { text: text.join('').trim(), bare: bare.join('').trim(), line: startLine };
    if (statement.bare !== '') statements.push(statement);
    [text, bare, isBegun] = [[], [], false];
  };
  while (at < script.length) {
    const command = isBegun || !isAtLineStart(script, at) ? null : match(DELIMITER_COMMAND);
    const [comment] = match(COMMENT) ?? [];
    const [mark] = match(MARK) ?? [];
    if (command !== null) {
      take(command[0], '');
      delimiter = command[1] ?? delimiter;
    } else if (script.startsWith(delimiter, at)) {
      at += delimiter.length;
      end();
    } else if (comment !== undefined) take(comment, ' ');
    else if (mark !== undefined) take(mark, mark, ' ');
    else take(match(QUOTED)?.[0] ?? plainRun(match(PLAIN)?.[0], delimiter) ?? script.charAt(at));
  }
  end();
  return statements;
}

function isAtLineStart(script: string, at: number): boolean {
  let place = at;
  while (place > 0 && ' \t'.includes(script.charAt(place - 1))) place -= 1;
  return place === 0 || script.charAt(place - 1) === '\n';
}

function newLines(text: string): number {
  let count = 0;
  for (let next = text.indexOf('\n'); next >= 0; next = text.indexOf('\n', next + 1)) count += 1;
  return count;
}

/** Up to where a delimiter may begin. */
function plainRun(run: string | undefined, delimiter: string): string | undefined {
  const place = run?.indexOf(delimiter.charAt(0)) ?? -1;
  if (place === 0) return run?.charAt(0);
  return place < 0 ? run : run?.slice(0, place);
}

/** Schema that a dump of one database was made of, as `mysqldump` writes it into the second line. */
export function schemaOfDump(script: string): string | undefined {
  return /^-- Host: \S+ +Database: (\S(?:.*\S)?) *$/m.exec(script.slice(0, 2_000))?.[1];
}
