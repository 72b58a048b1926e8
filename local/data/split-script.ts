import { mysqlSplitterOptions, splitQuery } from 'dbgate-query-splitter';
import type { SplitResultItemRich } from 'dbgate-query-splitter/lib/splitQuery';

/** One statement of a script. */
export interface ScriptStatement {
  /** As written. */
  readonly text: string;
  /** Without comments; what is for MySQL alone is taken out of its own. */
  readonly bare: string;
  /** Line that it begins in, from 1. */
  readonly line: number;
}

/** The statements of a script as the client `mysql` would find them, with its delimiters. */
export function splitScript(script: string): ScriptStatement[] {
  // The splitter knows no comments of this kind.
  const plain = script.replaceAll(/^[ \t]*#.*$/gm, '');
  const items = splitQuery(plain, { ...mysqlSplitterOptions, returnRichInfo: true }) as SplitResultItemRich[];
  return items.map(({ text, trimStart }) => ({
    text,
    bare: withoutComments(text),
    line: (trimStart?.line ?? 0) + 1,
  }));
}

/** Schema that a dump of one database was made of, as `mysqldump` writes it into the second line. */
export function schemaOfDump(script: string): string | undefined {
  return /^-- Host: \S+ +Database: (\S(?:.*\S)?) *$/m.exec(script.slice(0, 2_000))?.[1];
}

function withoutComments(statement: string): string {
  return statement
    .replaceAll(/\/\*!\d*\s?([\s\S]*?)\*\//g, '$1')
    .replaceAll(/\/\*[\s\S]*?\*\//g, ' ')
    .replaceAll(/^\s*--.*$/gm, '')
    .trim();
}
