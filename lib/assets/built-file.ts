import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { fail } from '../core/fail';
import { type SourceFile, sourceHash } from './source-files';

/** First bytes of a ZIP file that has entries; a jar is one. */
const ZIP_SIGNATURE = Buffer.from('PK\u0003\u0004', 'latin1');

export interface BuiltFileProps {
  /** Name with its extension, such as `log-store.jar`. */
  readonly name: string;
  /** Everything that decides its bytes. */
  readonly sources: readonly SourceFile[];
  /** Folder of files that are built already, as `<name>/<source hash>.<extension>`, the name without its extension. */
  readonly cacheDirectory: string;
  /**
   * Builds it in a folder that holds the sources, and nothing else.
   *
   * @returns where it is, relative to that folder
   * @throws Error where it cannot
   */
  readonly build: (workspace: string) => string;
}

/**
 * A ZIP or jar of its present sources: from the cache, or built and put there. It is built in a folder of its own, so no
 * other file can decide its bytes, and two builds at once cannot meet.
 *
 * @returns path of the file in the cache; never a half-written one
 * @throws Error where the build fails
 */
export function builtFile(props: BuiltFileProps): string {
  const { name, ext } = path.parse(props.name);
  const file = path.join(props.cacheDirectory, name, `${sourceHash(props.sources)}${ext}`);
  if (fs.existsSync(file)) {
    return file;
  }
  const workspace = fs.mkdtempSync(path.join(os.tmpdir(), `${name}-`));
  try {
    for (const source of props.sources) {
      writeInto(workspace, source.path, source.content);
    }
    publish(props.name, path.join(workspace, props.build(workspace)), file);
  } finally {
    fs.rmSync(workspace, { recursive: true, force: true });
  }
  return file;
}

/** Writes a file, and the folders that it lies in. */
export function writeInto(folder: string, file: string, content: Buffer): void {
  const target = path.join(folder, file);
  fs.mkdirSync(path.dirname(target), { recursive: true });
  fs.writeFileSync(target, content);
}

/** A reader sees the whole file or none: it gets its name only when it is complete. */
function publish(name: string, built: string, file: string): void {
  if (!fs.existsSync(built) || !startsAsZip(built)) {
    fail(path.parse(name).name, `\`package\` must leave a ZIP file at target/${name}, got: none`);
  }
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const partial = `${file}.${process.pid}.partial`;
  try {
    fs.copyFileSync(built, partial);
    fs.renameSync(partial, file);
  } finally {
    fs.rmSync(partial, { force: true });
  }
}

function startsAsZip(file: string): boolean {
  return fs.readFileSync(file).subarray(0, ZIP_SIGNATURE.length).equals(ZIP_SIGNATURE);
}
