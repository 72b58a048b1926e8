import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Every stack template of an assembly and of the assemblies nested in it. */
export function templateFiles(assembly: string): string[] {
  return readdirSync(assembly, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.template.json') && !/(^|\/)asset\./.test(file))
    .map((file) => join(assembly, file))
    .sort();
}
