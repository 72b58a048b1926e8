import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { fail } from '../core/fail';
import { mavenPackage } from './maven-package';
import { type ArchiveName, NOT_SOURCES, pluginSources, sourceHash, TEST_MODULE } from './plugin-source-hash';

/** First bytes of a ZIP file that has entries. */
const ZIP_SIGNATURE = Buffer.from('PK\u0003\u0004', 'latin1');

/** Builds a module in a folder of all modules, leaving `<module>/target/<module>.zip`; throws where it cannot. */
export type PackageModule = (directory: string, module: ArchiveName) => void;

export interface PluginArchiveProps {
  readonly plugin: ArchiveName;
  /** Folder that holds the parent `pom.xml` and one folder per module. */
  readonly pluginsDirectory: string;
  /** Folder of archives that are built already, as `<plugin>/<source hash>.zip`. */
  readonly cacheDirectory: string;
  /** @default mavenPackage */
  readonly packageModule?: PackageModule;
}

/**
 * The archive of a plugin's present sources: from the cache, or built and put there. It is built in a folder of its own that
 * holds the files that the hash covers and what Maven demands besides, none of which gets into an archive. So no other file
 * can decide its bytes, and two builds at once cannot meet.
 *
 * @returns path of the ZIP file in the cache; never a half-written one
 * @throws Error where the build fails, with the end of its output
 */
export function pluginArchive(props: PluginArchiveProps): string {
  const sources = pluginSources(props.pluginsDirectory, props.plugin);
  const archive = path.join(props.cacheDirectory, props.plugin, `${sourceHash(sources)}.zip`);
  if (fs.existsSync(archive)) {
    return archive;
  }
  const workspace = fs.mkdtempSync(path.join(os.tmpdir(), `${props.plugin}-`));
  try {
    for (const source of sources) {
      write(path.join(workspace, source.path), source.content);
    }
    addOtherModules(props.pluginsDirectory, workspace);
    (props.packageModule ?? mavenPackage)(workspace, props.plugin);
    publish(path.join(workspace, props.plugin, 'target', `${props.plugin}.zip`), archive);
  } finally {
    fs.rmSync(workspace, { recursive: true, force: true });
  }
  return archive;
}

/**
 * Maven reads the `pom.xml` of every module that the parent lists, and builds the test module because the plugin's tests
 * would need it.
 */
function addOtherModules(pluginsDirectory: string, workspace: string): void {
  for (const entry of fs.readdirSync(pluginsDirectory)) {
    const pom = path.join(entry, 'pom.xml');
    if (fs.existsSync(path.join(pluginsDirectory, pom)) && !fs.existsSync(path.join(workspace, pom))) {
      write(path.join(workspace, pom), fs.readFileSync(path.join(pluginsDirectory, pom)));
    }
  }
  const testModule = path.join(pluginsDirectory, TEST_MODULE);
  if (fs.existsSync(testModule)) {
    const filter = (file: string): boolean => !NOT_SOURCES.has(path.basename(file));
    fs.cpSync(testModule, path.join(workspace, TEST_MODULE), { recursive: true, filter });
  }
}

/** A reader sees the whole archive or none: it gets its name only when it is complete. */
function publish(built: string, archive: string): void {
  if (!fs.existsSync(built) || !startsAsZip(built)) {
    fail(
      path.basename(built, '.zip'),
      `\`package\` must leave a ZIP file at target/${path.basename(built)}, got: none`,
    );
  }
  fs.mkdirSync(path.dirname(archive), { recursive: true });
  const partial = `${archive}.${process.pid}.partial`;
  try {
    fs.copyFileSync(built, partial);
    fs.renameSync(partial, archive);
  } finally {
    fs.rmSync(partial, { force: true });
  }
}

function startsAsZip(file: string): boolean {
  return fs.readFileSync(file).subarray(0, ZIP_SIGNATURE.length).equals(ZIP_SIGNATURE);
}

function write(file: string, content: Buffer): void {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, content);
}
