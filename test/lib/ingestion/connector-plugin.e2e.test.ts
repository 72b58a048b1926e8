import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { Stack } from 'aws-cdk-lib';
import { DEFAULT_PLUGINS_DIRECTORY } from '../../../lib/ingestion/archive-asset';
import { ConnectorPlugin } from '../../../lib/ingestion/connector-plugin';
import { pluginArchive } from '../../../lib/ingestion/plugin-archive';
import { testApp } from '../../support/test-app';
import { TemporaryFolders } from './plugin-folder';

const PLUGIN = 'debezium-mysql';
const BUILD_TIMEOUT_MS = 10 * 60 * 1000;

const folders = new TemporaryFolders();
afterAll(() => folders.remove());

/** Paths of the assets that a synth of one plugin leaves. */
function synthesized(cacheDirectory: string): string[] {
  const app = testApp({ 'aws:cdk:bundling-stacks': ['**'] });
  new ConnectorPlugin(new Stack(app, 'Test', { env: { region: 'us-east-1' } }), 'Plugin', {
    plugin: PLUGIN,
    cacheDirectory,
  });
  const { directory } = app.synth();
  return fs
    .readdirSync(directory)
    .filter((file) => /^asset\..*\.zip$/.test(file))
    .map((file) => path.join(directory, file));
}

test(
  'Maven builds the archive at the first synth, and the second only copies it',
  () => {
    const cacheDirectory = folders.make();
    const [first] = synthesized(cacheDirectory);
    const [cached] = fs.readdirSync(path.join(cacheDirectory, PLUGIN));
    const archive = path.join(cacheDirectory, PLUGIN, cached ?? '');
    expect(fs.readFileSync(first ?? '').equals(fs.readFileSync(archive))).toBe(true);

    const entries = execFileSync('jar', ['tf', archive], { encoding: 'utf8' }).trim().split('\n');
    expect(entries.filter((entry) => !entry.startsWith(`${PLUGIN}/`))).toEqual([]);
    expect(entries).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/debezium-connector-mysql-[\d.]+\.Final\.jar$/),
        expect.stringMatching(/config-providers-[\d.]+\.jar$/),
      ]),
    );

    fs.writeFileSync(archive, 'PK marked');
    const [second] = synthesized(cacheDirectory);
    expect(path.basename(second ?? '')).toBe(path.basename(first ?? ''));
    expect(fs.readFileSync(second ?? '', 'latin1')).toBe('PK marked');
  },
  BUILD_TIMEOUT_MS,
);

test(
  'a module that does not compile fails with what the compiler says, and caches nothing',
  () => {
    const [pluginsDirectory, cacheDirectory] = [folders.make(), folders.make()];
    fs.cpSync(DEFAULT_PLUGINS_DIRECTORY, pluginsDirectory, {
      recursive: true,
      filter: (file) => path.basename(file) !== 'target',
    });
    const broken = path.join(pluginsDirectory, 'config-providers', 'src', 'main', 'java', 'Broken.java');
    fs.writeFileSync(broken, 'class Broken { int a = "text"; }\n');
    expect(() => pluginArchive({ plugin: PLUGIN, pluginsDirectory, cacheDirectory })).toThrow(
      /`mvn package` must succeed [\s\S]*Broken\.java[\s\S]*incompatible types/,
    );
    expect(fs.readdirSync(cacheDirectory)).toEqual([]);
  },
  BUILD_TIMEOUT_MS,
);
