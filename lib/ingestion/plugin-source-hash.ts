import * as fs from 'node:fs';
import * as path from 'node:path';
import type { PluginName } from '../../connectors/connector-spec';
import { type SourceFile, sourceFiles } from '../assets/source-files';
import { fail } from '../core/fail';

/** What becomes an archive: plugins of Kafka Connect, and the tools of the client host. */
export type ArchiveName = PluginName | 'client-tools';

const ARCHIVE_MODULES: Readonly<Record<ArchiveName, true>> = {
  'debezium-mysql': true,
  's3-archive-sink': true,
  'client-tools': true,
};

/** Modules for tests, which never get into an archive. */
export const TEST_MODULES: readonly string[] = ['archive-check', 'sink-testkit'];

/** What only some archives hold. Whatever else lies beside the archives is shared by all of them. */
const HELD_BY: Readonly<Record<string, readonly ArchiveName[]>> = { 'sink-commons': ['s3-archive-sink'] };

/**
 * Every file that an archive is built from, in the order of their paths: the plugin's module and what it shares with others.
 * Left out are other plugins, modules that it does not hold, tests and documents, because a plugin that differs only there must not be replaced.
 *
 * @param pluginsDirectory folder that holds the parent `pom.xml` and one folder per module
 * @throws Error where the folder holds no such module, or something that is neither file nor folder
 */
export function pluginSources(pluginsDirectory: string, plugin: ArchiveName): SourceFile[] {
  if (!fs.existsSync(path.join(pluginsDirectory, plugin, 'pom.xml'))) {
    fail(plugin, `\`pluginsDirectory\` must hold the module ${plugin} with a pom.xml, got: ${pluginsDirectory}`);
  }
  const others = [
    ...Object.keys(ARCHIVE_MODULES).filter((module) => module !== plugin),
    ...TEST_MODULES,
    ...Object.keys(HELD_BY).filter((module) => !HELD_BY[module]?.includes(plugin)),
  ];
  return sourceFiles(pluginsDirectory).filter(
    ({ path: file }) => !others.some((module) => file.startsWith(`${module}/`) || file.startsWith(`${module}.`)),
  );
}
