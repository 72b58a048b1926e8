import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { fail } from '../core/fail';

/** Build output, and what a build may leave beside its sources. */
export const NOT_SOURCES: ReadonlySet<string> = new Set(['target', 'dependency-reduced-pom.xml']);

/** A file that decides the bytes of what is built. */
export interface SourceFile {
  /** Relative to the folder of all sources, with `/` on every platform. */
  readonly path: string;
  /** Text with `\n` line ends, whatever the working copy has. */
  readonly content: Buffer;
}

/**
 * Every file below a folder that may decide what a build yields, in the order of their paths. Tests and documents cannot.
 *
 * @param root what paths are relative to
 * @param folder relative to it; empty for the root itself
 * @throws Error where there is something that is neither file nor folder
 */
export function sourceFiles(root: string, folder = ''): SourceFile[] {
  return filesBelow(root, folder)
    .filter((file) => !file.includes('/src/test/') && !file.endsWith('.md'))
    .sort()
    .map((file) => sourceFile(root, file));
}

export function sourceFile(root: string, file: string): SourceFile {
  return { path: file, content: withUnixLineEnds(fs.readFileSync(path.join(root, file))) };
}

/** SHA-256 in hex over paths and contents: equal sources have equal hashes on every machine. */
export function sourceHash(files: readonly SourceFile[]): string {
  const hash = createHash('sha256');
  for (const file of files) {
    hash.update(`${file.path}\0${createHash('sha256').update(file.content).digest('hex')}\n`);
  }
  return hash.digest('hex');
}

function filesBelow(root: string, folder: string): string[] {
  return fs.readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const file = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (NOT_SOURCES.has(entry.name) || isEditorFile(entry.name)) {
      return [];
    }
    if (entry.isDirectory()) {
      return filesBelow(root, file);
    }
    return entry.isFile() ? [file] : fail(file, '`sources` must be only files and folders, got: something else');
  });
}

function isEditorFile(name: string): boolean {
  return name.startsWith('.') && name !== '.mvn';
}

/** Binary files have a NUL byte somewhere and stay as they are. */
function withUnixLineEnds(content: Buffer): Buffer {
  return content.includes(0) ? content : Buffer.from(content.toString('latin1').replace(/\r\n/g, '\n'), 'latin1');
}
