import * as fs from 'node:fs';
import * as path from 'node:path';
import { sourceHash } from '../../../lib/assets/source-files';
import { pluginSources } from '../../../lib/ingestion/plugin-source-hash';
import { TemporaryFolders } from './plugin-folder';

const folders = new TemporaryFolders();
afterAll(() => folders.remove());

function hashWith(changes: Readonly<Record<string, string | Buffer | null>> = {}): string {
  return sourceHash(pluginSources(folders.makePlugins(changes), 's3-archive-sink'));
}

test('the sources are the module, what it depends on and what all share, in the order of their paths', () => {
  expect(pluginSources(folders.makePlugins(), 's3-archive-sink').map((file) => file.path)).toEqual([
    'assembly/plugin-zip.xml',
    'config-providers/pom.xml',
    'config-providers/src/main/java/Provider.java',
    'pom.xml',
    's3-archive-sink/pom.xml',
    's3-archive-sink/src/main/java/Sink.java',
    'sink-commons/pom.xml',
    'sink-commons/src/main/java/Backoff.java',
  ]);
});

test('a module that others depend on is no source of a plugin that does not', () => {
  expect(pluginSources(folders.makePlugins(), 'debezium-mysql').map((file) => file.path)).toEqual([
    'assembly/plugin-zip.xml',
    'config-providers/pom.xml',
    'config-providers/src/main/java/Provider.java',
    'debezium-mysql/pom.xml',
    'pom.xml',
  ]);
});

test('equal sources in different folders have equal hashes', () => {
  expect(hashWith()).toBe(hashWith());
  expect(hashWith()).toMatch(/^[0-9a-f]{64}$/);
});

test.each([
  ['the code of the module', { 's3-archive-sink/src/main/java/Sink.java': 'class Sink { int a; }\n' }],
  ['a file more', { 's3-archive-sink/src/main/resources/x.properties': '' }],
  ['a file fewer', { 's3-archive-sink/src/main/java/Sink.java': null }],
  [
    'a file under another name',
    { 's3-archive-sink/src/main/java/Sink.java': null, 's3-archive-sink/src/main/java/Sank.java': 'class Sink {}\n' },
  ],
  ['the parent', { 'pom.xml': '<project><!-- --></project>\n' }],
  ['the assembly descriptor', { 'assembly/plugin-zip.xml': '<assembly><!-- --></assembly>\n' }],
  ['the config provider', { 'config-providers/src/main/java/Provider.java': 'class Provider { int a; }\n' }],
  ['what sinks have in common', { 'sink-commons/src/main/java/Backoff.java': 'class Backoff { int a; }\n' }],
  ["the module's lock file", { 's3-archive-sink.sha256': 'x' }],
  ['options of Maven', { '.mvn/maven.config': '-T2\n' }],
  ['a line end in a binary file', { 's3-archive-sink/src/main/resources/x': Buffer.from([0, 13, 10]) }],
])('%s changes the hash', (_what, change) => {
  expect(hashWith(change)).not.toBe(hashWith());
});

test.each([
  ['build output', { 's3-archive-sink/target/s3-archive-sink.zip': 'x', 'target/x': 'x' }],
  ['a test', { 's3-archive-sink/src/test/java/SinkTest.java': 'class SinkTest {}\n' }],
  ['a document', { 's3-archive-sink/README.md': 'x' }],
  ['another archive', { 'debezium-mysql/pom.xml': '<project><!-- --></project>\n' }],
  ["another archive's lock file", { 'debezium-mysql.sha256': 'x' }],
  ['what tests of sinks have in common', { 'sink-testkit/src/main/java/Clock.java': 'class Clock { int a; }\n' }],
  [
    'the checks of archives',
    { 'archive-check/pom.xml': 'x', 'archive-check/src/main/java/Check.java': 'class Check {}\n' },
  ],
  ["an editor's file", { '.idea/workspace.xml': 'x', 's3-archive-sink/.classpath': 'x' }],
  ['Windows line ends', { 's3-archive-sink/src/main/java/Sink.java': 'class Sink {}\r\n' }],
])('%s does not change the hash', (_what, change) => {
  expect(hashWith(change)).toBe(hashWith());
});

test('a binary file keeps its bytes', () => {
  const bytes = Buffer.from([0, 13, 10, 255, 128]);
  const files = pluginSources(folders.makePlugins({ 's3-archive-sink/x': bytes }), 's3-archive-sink');
  expect(files.find((file) => file.path === 's3-archive-sink/x')?.content).toEqual(bytes);
});

test('text keeps characters beyond ASCII', () => {
  const text = 'Größe → 1\r\n';
  const files = pluginSources(folders.makePlugins({ 's3-archive-sink/x': text }), 's3-archive-sink');
  expect(files.find((file) => file.path === 's3-archive-sink/x')?.content.toString('utf8')).toBe('Größe → 1\n');
});

test('times of files do not matter', () => {
  const folder = folders.makePlugins();
  fs.utimesSync(path.join(folder, 'pom.xml'), 0, 0);
  expect(sourceHash(pluginSources(folder, 's3-archive-sink'))).toBe(hashWith());
});

test('fails without the module', () => {
  const folder = folders.makePlugins({ 's3-archive-sink/pom.xml': null });
  expect(() => pluginSources(folder, 's3-archive-sink')).toThrow(
    `s3-archive-sink: \`pluginsDirectory\` must hold the module s3-archive-sink with a pom.xml, got: ${folder}`,
  );
});

test('fails on a link', () => {
  const folder = folders.makePlugins();
  fs.symlinkSync('pom.xml', path.join(folder, 's3-archive-sink', 'link.xml'));
  expect(() => pluginSources(folder, 's3-archive-sink')).toThrow(
    's3-archive-sink/link.xml: `sources` must be only files and folders',
  );
});
