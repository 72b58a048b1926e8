import { readFileSync } from 'node:fs';
import ts from 'typescript';
import type { Table } from '../../connectors/dataset';

/** The tables that a file of the configuration exports. */
export function tablesIn(path: string): Record<string, Table> {
  const { outputText } = ts.transpileModule(readFileSync(path, 'utf8'), {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
  });
  const exported: Record<string, Record<string, Table>> = {};
  new Function('exports', outputText)(exported);
  return Object.values(exported)[0] ?? {};
}
