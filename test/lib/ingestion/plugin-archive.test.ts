import * as fs from 'node:fs';
import * as path from 'node:path';
import { sourceHash } from '../../../lib/assets/source-files';
import { type PackageModule, pluginArchive } from '../../../lib/ingestion/plugin-archive';
import { pluginSources } from '../../../lib/ingestion/plugin-source-hash';
import { TemporaryFolders } from './plugin-folder';

const PLUGIN = 's3-archive-sink';
const ZIP = 'PK\u0003\u0004 and entries';

const folders = new TemporaryFolders();
afterAll(() => folders.remove());

/** A build that leaves `content` as the archive, and counts its runs and remembers where they were. */
function fakeBuild(content = ZIP): jest.MockedFunction<PackageModule> {
  return jest.fn((directory, module) => {
    fs.mkdirSync(path.join(directory, module, 'target'));
    fs.writeFileSync(path.join(directory, module, 'target', `${module}.zip`), content);
  });
}

function filesBelow(folder: string): string[] {
  return (fs.readdirSync(folder, { recursive: true }) as string[])
    .filter((file) => fs.statSync(path.join(folder, file)).isFile())
    .sort();
}

test('an archive that is not there is built and put into the cache under its source hash', () => {
  const [pluginsDirectory, cacheDirectory] = [folders.makePlugins(), folders.make()];
  const archive = pluginArchive({ plugin: PLUGIN, pluginsDirectory, cacheDirectory, packageModule: fakeBuild() });
  expect(archive).toBe(path.join(cacheDirectory, PLUGIN, `${sourceHash(pluginSources(pluginsDirectory, PLUGIN))}.zip`));
  expect(fs.readFileSync(archive, 'latin1')).toBe(ZIP);
  expect(filesBelow(cacheDirectory)).toEqual([path.relative(cacheDirectory, archive)]);
});

test('an archive that is there is not built again', () => {
  const [pluginsDirectory, cacheDirectory, packageModule] = [folders.makePlugins(), folders.make(), fakeBuild()];
  const props = { plugin: PLUGIN, pluginsDirectory, cacheDirectory, packageModule } as const;
  expect(pluginArchive(props)).toBe(pluginArchive(props));
  expect(packageModule).toHaveBeenCalledTimes(1);
});

test('changed sources are built again, and both archives stay', () => {
  const [cacheDirectory, packageModule] = [folders.make(), fakeBuild()];
  for (const code of ['class Sink {}', 'class Sink { int a; }']) {
    const pluginsDirectory = folders.makePlugins({ [`${PLUGIN}/src/main/java/Sink.java`]: code });
    pluginArchive({ plugin: PLUGIN, pluginsDirectory, cacheDirectory, packageModule });
  }
  expect(packageModule).toHaveBeenCalledTimes(2);
  expect(filesBelow(cacheDirectory)).toHaveLength(2);
});

test('the build sees what the hash covers and what Maven demands, and nothing it leaves behind stays', () => {
  const pluginsDirectory = folders.makePlugins({
    [`${PLUGIN}/target/old.zip`]: 'x',
    [`${PLUGIN}/src/test/java/SinkTest.java`]: 'x',
    'debezium-mysql/src/main/java/Other.java': 'x',
    'archive-check/pom.xml': 'x',
    'archive-check/src/main/java/Check.java': 'x',
    'archive-check/target/classes/Check.class': 'x',
  });
  const before = filesBelow(pluginsDirectory);
  let seen: string[] = [];
  const packageModule = fakeBuild().mockImplementationOnce((directory, module) => {
    seen = filesBelow(directory);
    fakeBuild()(directory, module);
  });
  pluginArchive({ plugin: PLUGIN, pluginsDirectory, cacheDirectory: folders.make(), packageModule });
  const hashed = pluginSources(pluginsDirectory, PLUGIN).map((file) => file.path);
  const demanded = [
    'archive-check/pom.xml',
    'archive-check/src/main/java/Check.java',
    'debezium-mysql/pom.xml',
    'sink-testkit/pom.xml',
    'sink-testkit/src/main/java/Clock.java',
  ];
  expect(seen).toEqual([...hashed, ...demanded].sort());
  expect(filesBelow(pluginsDirectory)).toEqual(before);
  expect(fs.existsSync(packageModule.mock.calls[0]?.[0] ?? '')).toBe(false);
});

test('a build that finishes second replaces the first as a whole', () => {
  const [pluginsDirectory, cacheDirectory] = [folders.makePlugins(), folders.make()];
  const props = { plugin: PLUGIN, pluginsDirectory, cacheDirectory } as const;
  const slow: PackageModule = (directory, module) => {
    pluginArchive({ ...props, packageModule: fakeBuild(`${ZIP} of the first`) });
    fakeBuild(`${ZIP} of the second`)(directory, module);
  };
  const archive = pluginArchive({ ...props, packageModule: slow });
  expect(fs.readFileSync(archive, 'latin1')).toBe(`${ZIP} of the second`);
  expect(filesBelow(cacheDirectory)).toHaveLength(1);
});

describe('fails', () => {
  test.each<[string, PackageModule, string]>([
    [
      'with the message of a build that fails',
      () => {
        throw new Error('s3-archive-sink: `mvn package` must succeed, got: exit status 1\n[ERROR] no such class');
      },
      '[ERROR] no such class',
    ],
    ['when the build leaves no archive', () => {}, `${PLUGIN}: \`package\` must leave a ZIP file`],
    ['when the archive is no ZIP file', fakeBuild('<html>'), `${PLUGIN}: \`package\` must leave a ZIP file`],
    ['when the archive is empty', fakeBuild(''), `${PLUGIN}: \`package\` must leave a ZIP file`],
  ])('%s, and caches nothing', (_when, packageModule, message) => {
    const [pluginsDirectory, cacheDirectory] = [folders.makePlugins(), folders.make()];
    expect(() => pluginArchive({ plugin: PLUGIN, pluginsDirectory, cacheDirectory, packageModule })).toThrow(message);
    expect(filesBelow(cacheDirectory)).toEqual([]);
  });

  test('when it dies while it copies, and the next run builds again', () => {
    const [pluginsDirectory, cacheDirectory] = [folders.makePlugins(), folders.make()];
    const props = { plugin: PLUGIN, pluginsDirectory, cacheDirectory, packageModule: fakeBuild() } as const;
    const hash = sourceHash(pluginSources(pluginsDirectory, PLUGIN));
    fs.mkdirSync(path.join(cacheDirectory, PLUGIN));
    fs.writeFileSync(path.join(cacheDirectory, PLUGIN, `${hash}.zip.1.partial`), 'PK');
    expect(fs.readFileSync(pluginArchive(props), 'latin1')).toBe(ZIP);
  });
});
