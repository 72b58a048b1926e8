import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const SETUP_FOLDER = join(__dirname, '..', '..', 'bin', 'setup');

/**
 * The value of an expression over `m`, the exports of a module of `bin/setup`; a thrown error becomes `{error: message}`.
 * In a process of its own, because Jest loads CommonJS only.
 */
export function evaluateSetupModule(file: string, expression: string): unknown {
  const url = pathToFileURL(join(SETUP_FOLDER, file)).href;
  const script = `
    const m = await import(${JSON.stringify(url)});
    let value;
    try { value = ${expression}; } catch (error) { value = { error: error.message }; }
    console.log(JSON.stringify({ value }));`;
  const output = execFileSync(process.execPath, ['--input-type=module', '--eval', script], { encoding: 'utf8' });
  return (JSON.parse(output) as { value: unknown }).value;
}
