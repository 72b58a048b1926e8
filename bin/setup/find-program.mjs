import { accessSync, constants, existsSync, realpathSync, statSync } from 'node:fs';
import { delimiter, dirname, isAbsolute, join } from 'node:path';

/** Absolute path of the first executable file of that name on PATH; undefined if there is none. */
export function findProgram(name, path = process.env.PATH ?? '') {
  for (const folder of path.split(delimiter).filter(isAbsolute)) {
    const candidate = join(folder, name);
    try {
      accessSync(candidate, constants.X_OK);
      if (statSync(candidate).isFile()) return candidate;
    } catch {
      // Not in this folder.
    }
  }
  return undefined;
}

/**
 * A text that changes when the file behind a program does; undefined for the shims of version managers, which stay the
 * same while the version they lead to changes.
 */
export function programIdentity(path) {
  if (/\/(shims|\.jenv)\//.test(path)) return undefined;
  const real = realpathSync(path);
  const { size, mtimeMs } = statSync(real);
  return `${real} ${size} ${mtimeMs}`;
}

/** The `java` that Maven and the local run start: that of JAVA_HOME if it is set, else the first on PATH. */
export function findJava() {
  const home = process.env.JAVA_HOME;
  const chosen = home ? join(home, 'bin', 'java') : undefined;
  return chosen && existsSync(chosen) ? chosen : findProgram('java');
}

/** Path of a tool of that JDK; behind a shim, whose own folder is not the JDK's, whatever PATH has. */
export function findJdkTool(name) {
  const java = findJava();
  const beside = java && join(dirname(realpathSync(java)), name);
  return beside && existsSync(beside) ? beside : findProgram(name);
}
