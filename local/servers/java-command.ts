import { join } from 'node:path';

/** Starts quickly and stays small: a local run is short, so neither the second compiler nor a parallel collector pays. */
const JVM_OPTIONS = ['-Xms128m', '-Xmx768m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1'];

/**
 * Arguments of `java` for a server's main class.
 *
 * @param libDirectories every jar of them is on the class path
 * @param temporaryDirectory exists; takes what native libraries unpack and config providers write
 * @param options of `java`, before the main class
 */
export function javaArguments(
  libDirectories: readonly string[],
  temporaryDirectory: string,
  mainClass: string,
  args: readonly string[],
  options: readonly string[] = [],
): string[] {
  const logging = `-Dlog4j.configuration=file:${join(__dirname, 'log4j.properties')}`;
  const temporary = `-Djava.io.tmpdir=${temporaryDirectory}`;
  const classPath = libDirectories.map((directory) => join(directory, '*')).join(':');
  return [...JVM_OPTIONS, logging, temporary, ...options, '-cp', classPath, mainClass, ...args];
}
