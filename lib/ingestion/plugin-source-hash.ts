import * as fs from 'node:fs';
import * as path from 'node:path';
import type { PluginName } from '../../connectors/connector-spec';
import { type SourceFile, sourceFiles } from '../assets/source-files';
import { fail } from '../core/fail';
import { pluginModules } from './plugin-modules';

/** What becomes an archive: plugins of Kafka Connect, and the tools of the client host. */
export type ArchiveName = PluginName | 'client-tools';

/**
 * Every file that an archive is built from, in the order of their paths: the plugin's module, the modules that it depends on
 * and what all modules share. Left out are other modules, tests and documents, because a plugin that differs only there must
 * not be replaced.
 *
 * @param pluginsDirectory folder that holds the parent `pom.xml` and one folder per module
 * @throws Error where the folder holds no such module, or something that is neither file nor folder
 */
export function pluginSources(pluginsDirectory: string, plugin: ArchiveName): SourceFile[] {
  if (!fs.existsSync(path.join(pluginsDirectory, plugin, 'pom.xml'))) {
    fail(plugin, `\`pluginsDirectory\` must hold the module ${plugin} with a pom.xml, got: ${pluginsDirectory}`);
  }
  const { all, shipped } = pluginModules(pluginsDirectory, plugin);
  const others = all.filter((module) => !shipped.includes(module));
  return sourceFiles(pluginsDirectory).filter(
    ({ path: file }) => !others.some((module) => file.startsWith(`${module}/`) || file.startsWith(`${module}.`)),
  );
}
