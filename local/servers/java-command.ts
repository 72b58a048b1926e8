import { join } from 'node:path';

/** Starts quickly and stays small: a local run is short, so neither the second compiler nor a parallel collector pays. */
const JVM_OPTIONS = ['-Xms128m', '-Xmx768m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1'];

/** Arguments of `java` for a server's main class, with every jar of a folder on the class path. */
export function javaArguments(libDirectory: string, mainClass: string, args: readonly string[]): string[] {
  const logging = `-Dlog4j.configuration=file:${join(__dirname, 'log4j.properties')}`;
  return [...JVM_OPTIONS, logging, '-cp', join(libDirectory, '*'), mainClass, ...args];
}
