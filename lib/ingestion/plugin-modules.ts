import * as fs from 'node:fs';
import * as path from 'node:path';

/** Modules for tests, which never get into an archive. */
const TEST_MODULES: readonly string[] = ['archive-check', 'sink-testkit'];

/** Maven modules of a folder, as their `pom.xml` tell of each other. */
export interface PluginModules {
  /** All of them. */
  readonly all: readonly string[];
  /** Those that a module's archive is made of, its own first. */
  readonly shipped: readonly string[];
  /** Those that its build needs, its own first: with tests, which Maven looks for even where it runs none. */
  readonly built: readonly string[];
}

/** @param pluginsDirectory folder that holds one folder per module */
export function pluginModules(pluginsDirectory: string, module: string): PluginModules {
  const all = fs
    .readdirSync(pluginsDirectory)
    .filter((entry) => fs.existsSync(path.join(pluginsDirectory, entry, 'pom.xml')))
    .sort();
  const named = new Map(all.map((each) => [each, namedModules(pluginsDirectory, each, all)]));
  return {
    all,
    shipped: reachable(module, (each) => (named.get(each) ?? []).filter((other) => !TEST_MODULES.includes(other))),
    built: reachable(module, (each) => named.get(each) ?? []),
  };
}

/** Other modules whose names stand in the `pom.xml` of one: as dependencies, since the parent's name is none of theirs. */
function namedModules(pluginsDirectory: string, module: string, all: readonly string[]): string[] {
  const pom = fs.readFileSync(path.join(pluginsDirectory, module, 'pom.xml'), 'utf8');
  return all.filter((other) => other !== module && pom.includes(`<artifactId>${other}</artifactId>`));
}

function reachable(module: string, next: (module: string) => readonly string[]): string[] {
  const found = [module];
  for (const each of found) {
    found.push(...next(each).filter((other) => !found.includes(other)));
  }
  return found;
}
