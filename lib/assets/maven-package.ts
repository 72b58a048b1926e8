import { spawnSync } from 'node:child_process';
import { stripVTControlCharacters } from 'node:util';
import { fail } from '../core/fail';

/** Lines of Maven's output that an error repeats. */
const TAIL_LINES = 40;

const MAX_OUTPUT_BYTES = 64 * 1024 * 1024;

/** Folder modes enter the jars, so the archive's bytes depend on the umask unless it is fixed. */
const SCRIPT = 'umask 022 && exec "$0" "$@"';

/** Nothing that only judges the sources: their own test run does, and a workspace has no tests. */
const OPTIONS = ['-q', '-B', '-DskipTests', '-Dspotless.check.skip=true'];

/**
 * Builds one module and the modules it needs.
 *
 * @param directory folder of the parent `pom.xml`
 * @param maven command that is Maven; found on the path unless it has a folder
 * @throws Error where Maven is missing or fails, with the end of its output
 */
export function mavenPackage(directory: string, module: string, maven = 'mvn'): void {
  const run = spawnSync('sh', ['-c', SCRIPT, maven, ...OPTIONS, '-pl', module, '-am', 'package'], {
    cwd: directory,
    encoding: 'utf8',
    maxBuffer: MAX_OUTPUT_BYTES,
  });
  if (run.status !== 0) {
    const reason = run.error?.message ?? (run.signal === null ? `exit status ${run.status}` : `signal ${run.signal}`);
    const tail = stripVTControlCharacters(`${run.stdout}${run.stderr}`)
      .trimEnd()
      .split('\n')
      .slice(-TAIL_LINES)
      .join('\n');
    fail(module, `\`mvn package\` must succeed (it needs Maven 3.8 or newer and JDK 17), got: ${reason}\n${tail}`);
  }
}
