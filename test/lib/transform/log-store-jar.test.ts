import { appendFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { sourceHash } from '../../../lib/assets/source-files';
import { logStoreJar } from '../../../lib/transform/log-store-jar';
import { LOG_STORE_CLASS, LOG_STORE_REGION } from '../../../lib/transform/table-formats';

const ROOT = resolve(__dirname, '..', '..', '..');
const MODULE = 'glue-scripts/log-store';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'log-store-'));
  const filter = (file: string): boolean => !file.endsWith('/target');
  for (const folder of [MODULE, 'connectors/plugins/checksums', 'connectors/plugins/assembly']) {
    cpSync(join(ROOT, folder), join(root, folder), { recursive: true, filter });
  }
  cpSync(join(ROOT, 'connectors/plugins/licences'), join(root, 'connectors/plugins/licences'), { recursive: true });
  cpSync(join(ROOT, 'connectors/plugins/pom.xml'), join(root, 'connectors/plugins/pom.xml'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const hash = (): string => sourceHash(logStoreJar(root, 'cache').sources);

test('is built from its module, the parent and its rules, and from nothing else', () => {
  const { name, sources } = logStoreJar(ROOT, 'cache');
  expect(name).toBe('log-store.jar');
  const paths = sources.map(({ path }) => path);
  expect(paths).toEqual(expect.arrayContaining(['connectors/plugins/pom.xml', `${MODULE}/pom.xml`]));
  expect(paths.filter((path) => /src\/test|\.md$|s3-archive-sink|debezium/.test(path))).toEqual([]);
  expect(sourceHash(sources)).toBe(hash());
});

test.each([
  ['its code', `${MODULE}/src/main/java/io/tributary/delta/Commit.java`, true],
  ['its locked libraries', `${MODULE}/libraries.sha256`, true],
  ['the parent', 'connectors/plugins/pom.xml', true],
  ['a test', `${MODULE}/src/test/java/io/tributary/delta/Writer.java`, false],
  ['a plugin', 'connectors/plugins/s3-archive-sink/pom.xml', false],
])('a change of %s, %s: another jar is %s', (_what, file, changes) => {
  const before = hash();
  mkdirSync(dirname(join(root, file)), { recursive: true });
  appendFileSync(join(root, file), ' ');
  expect(hash() !== before).toBe(changes);
});

test('has the class and the setting that jobs name', () => {
  const sources = join(ROOT, MODULE, 'src', 'main', 'java');
  expect(existsSync(join(sources, `${LOG_STORE_CLASS.replaceAll('.', '/')}.java`))).toBe(true);
  expect(readFileSync(join(sources, 'io/tributary/delta/S3Clients.java'), 'utf8')).toContain(`"${LOG_STORE_REGION}"`);
});

test('fails where the module is missing', () => {
  rmSync(join(root, MODULE), { recursive: true });
  expect(hash).toThrow(`log-store: \`root\` must hold ${MODULE}/pom.xml, got: ${root}`);
});
