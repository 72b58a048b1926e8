import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import * as path from 'node:path';
import type { PluginName } from '../../connectors/connector-spec';
import { fail } from '../core/fail';

/** What becomes an archive: plugins of Kafka Connect, and the tools of the client host. */
export type ArchiveName = PluginName | 'client-tools';

const ARCHIVE_MODULES: Readonly<Record<ArchiveName, true>> = {
  'debezium-mysql': true,
  's3-archive-sink': true,
  'client-tools': true,
};

/** A module for tests, which never gets into an archive. Whatever else lies beside the archives is shared by them. */
export const TEST_MODULE = 'archive-check';

/** Build output, and what a build may leave beside its sources. */
export const NOT_SOURCES: ReadonlySet<string> = new Set(['target', 'dependency-reduced-pom.xml']);

/** A file that decides the bytes of an archive. */
export interface SourceFile {
  /** Relative to the folder of all plugin modules, with `/` on every platform. */
  readonly path: string;
  /** Text with `\n` line ends, whatever the working copy has. */
  readonly content: Buffer;
}

/**
 * Every file that an archive is built from, in the order of their paths: the plugin's module and all that modules share.
 * Left out are other plugins, tests and documents, because a plugin that differs only there must not be replaced.
 *
 * @param pluginsDirectory folder that holds the parent `pom.xml` and one folder per module
 * @throws Error where the folder holds no such module, or something that is neither file nor folder
 */
export function pluginSources(pluginsDirectory: string, plugin: ArchiveName): SourceFile[] {
  if (!fs.existsSync(path.join(pluginsDirectory, plugin, 'pom.xml'))) {
    fail(plugin, `\`pluginsDirectory\` must hold the module ${plugin} with a pom.xml, got: ${pluginsDirectory}`);
  }
  const others = [...Object.keys(ARCHIVE_MODULES), TEST_MODULE].filter((module) => module !== plugin);
  return filesBelow(pluginsDirectory, '')
    .filter((file) => !others.some((module) => file.startsWith(`${module}/`) || file.startsWith(`${module}.`)))
    .filter((file) => !file.includes('/src/test/') && !file.endsWith('.md'))
    .sort()
    .map((file) => ({ path: file, content: withUnixLineEnds(fs.readFileSync(path.join(pluginsDirectory, file))) }));
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
    return entry.isFile()
      ? [file]
      : fail(file, '`pluginsDirectory` must hold only files and folders, got: something else');
  });
}

function isEditorFile(name: string): boolean {
  return name.startsWith('.') && name !== '.mvn';
}

/** Binary files have a NUL byte somewhere and stay as they are. */
function withUnixLineEnds(content: Buffer): Buffer {
  return content.includes(0) ? content : Buffer.from(content.toString('latin1').replace(/\r\n/g, '\n'), 'latin1');
}
