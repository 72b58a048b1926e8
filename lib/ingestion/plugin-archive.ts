import * as fs from 'node:fs';
import * as path from 'node:path';
import { type BuiltFileProps, builtFile, writeInto } from '../assets/built-file';
import { mavenPackage } from '../assets/maven-package';
import { NOT_SOURCES } from '../assets/source-files';
import { pluginModules } from './plugin-modules';
import { type ArchiveName, pluginSources } from './plugin-source-hash';

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
 * The archive of a plugin's present sources: from the cache, or built and put there. The build sees the files that the hash
 * covers and what Maven demands besides, none of which gets into an archive.
 *
 * @returns path of the ZIP file in the cache; never a half-written one
 * @throws Error where the build fails, with the end of its output
 */
export function pluginArchive(props: PluginArchiveProps): string {
  return builtFile(builtPluginArchive(props));
}

/** What a plugin's archive is built from, and how. */
export function builtPluginArchive(props: PluginArchiveProps): BuiltFileProps {
  const { plugin, pluginsDirectory, cacheDirectory, packageModule = mavenPackage } = props;
  return {
    name: `${plugin}.zip`,
    sources: pluginSources(pluginsDirectory, plugin),
    cacheDirectory,
    build(workspace) {
      addOtherModules(pluginsDirectory, workspace, plugin);
      packageModule(workspace, plugin);
      return path.join(plugin, 'target', `${plugin}.zip`);
    },
  };
}

/**
 * Maven reads the `pom.xml` of every module that the parent lists, and builds modules for tests because the plugin's tests
 * would need them.
 */
function addOtherModules(pluginsDirectory: string, workspace: string, plugin: ArchiveName): void {
  const { all, built } = pluginModules(pluginsDirectory, plugin);
  for (const module of all.filter((each) => !fs.existsSync(path.join(workspace, each, 'pom.xml')))) {
    if (built.includes(module)) {
      const filter = (file: string): boolean => !NOT_SOURCES.has(path.basename(file));
      fs.cpSync(path.join(pluginsDirectory, module), path.join(workspace, module), { recursive: true, filter });
    } else {
      const pom = path.join(module, 'pom.xml');
      writeInto(workspace, pom, fs.readFileSync(path.join(pluginsDirectory, pom)));
    }
  }
}
