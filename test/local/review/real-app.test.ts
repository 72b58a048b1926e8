import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PlatformStage } from '../../../lib/platform-stage';
import { resourcesOfType } from '../../../local/assembly/environment-templates';
import { followReference } from '../../../local/assembly/follow-reference';
import { type EnvironmentReview, reviewApps, severityOf } from '../../../local/review/review';
import { EXIT_CODES } from '../../../local/review/run-review';
import { readApp } from '../../../local/review/synthesized-app';
import { environment } from '../../support/platform';
import { spell } from '../../support/review';
import { testApp } from '../../support/test-app';

interface RawResource {
  readonly Type: string;
  // biome-ignore lint/suspicious/noExplicitAny: a template is edited where the test needs it
  readonly Properties: any;
}

/** Changes a resource, or takes it out by answering `remove`. */
type Edit = (resource: RawResource, logicalId: string) => 'remove' | undefined;

const workspace = mkdtempSync(join(tmpdir(), 'review-test-'));
const base = join(workspace, 'base');

beforeAll(() => {
  const app = testApp({ 'aws:cdk:enable-path-metadata': true });
  new PlatformStage(app, environment('dev'));
  cpSync(app.synth().directory, base, { recursive: true });
});

afterAll(() => rmSync(workspace, { recursive: true, force: true }));

function reviewEdited(name: string, edit: Edit): EnvironmentReview[] {
  const changed = join(workspace, name);
  cpSync(base, changed, { recursive: true });
  const templates = readdirSync(changed, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.template.json'),
  );
  for (const file of templates) {
    const template = JSON.parse(readFileSync(join(changed, file), 'utf8'));
    for (const [logicalId, resource] of Object.entries<RawResource>(template.Resources)) {
      if (edit(resource, logicalId) === 'remove') delete template.Resources[logicalId];
    }
    writeFileSync(join(changed, file), JSON.stringify(template));
  }
  return [...reviewApps(readApp(base), readApp(changed)).environments];
}

function dev() {
  const found = readApp(base).environments.get('dev');
  if (found === undefined) throw new Error('no environment dev');
  return found;
}

test('a bucket that goes destroys data', () => {
  const [sink] = resourcesOfType(dev(), 'AWS::KafkaConnect::Connector').flatMap((connector) => {
    const options = connector.properties.ConnectorConfiguration as Record<string, unknown>;
    const bucket = options['s3.bucket.name'];
    return bucket === undefined ? [] : [followReference(dev(), connector.stack, bucket)];
  });
  const review = reviewEdited('bucket', (_, logicalId) => (logicalId === sink?.logicalId ? 'remove' : undefined));
  expect(spell(review)).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/^Data: destroys bucket `.+` is removed/),
      '  gone for good: its objects',
    ]),
  );
  expect(EXIT_CODES[severityOf(review)]).toBe(2);
});

test('a table that goes is told with its topic, its archive and its Delta table', () => {
  const review = reviewEdited('table', ({ Type, Properties }) => {
    const options = Properties?.ConnectorConfiguration ?? {};
    for (const list of ['table.include.list', 'topics']) {
      if (options[list] === undefined) continue;
      options[list] = options[list]
        .split(',')
        .filter((item: string) => !item.endsWith('SUPPLIER'))
        .join(',');
    }
    const args = Properties?.DefaultArguments;
    if (args?.['--tables'] !== undefined) {
      const tables: { readonly topic: string }[] = JSON.parse(args['--tables']);
      args['--tables'] = JSON.stringify(tables.filter(({ topic }) => !topic.endsWith('SUPPLIER')));
    }
    const goes =
      Properties?.TopicName === 'salesdb.salesdb.SUPPLIER' || Properties?.TableInput?.Name === 'salesdb_supplier';
    return goes && /Topic|Table/.test(Type) ? 'remove' : undefined;
  });
  const lines = spell(review);
  const from = lines.indexOf(
    'Captured tables: destroys table `salesdb.SUPPLIER` is captured no more by connector `tributary-dev-salesdb-cdc`',
  );
  expect(lines.slice(from + 1, from + 6)).toEqual([
    '  topic `salesdb.salesdb.SUPPLIER`: DELETED, its events go for good',
    '  archive: what is below `raw/salesdb.salesdb.SUPPLIER/` stays; nothing is added to it',
    expect.stringMatching(/^ {2}Delta table `salesdb_supplier`: its files and last state stay, .* leaves the catalog/),
    expect.stringContaining('its archive needs a new prefix'),
    expect.stringContaining('only changes from then on arrive'),
  ]);
  // Told there, and only there.
  expect(lines.filter((line) => line.startsWith('Removed') || line.startsWith('Data'))).toEqual([]);
  expect(lines).toContainEqual(expect.stringContaining('there is none: it changes in place since January 2025'));
  expect(EXIT_CODES[severityOf(review)]).toBe(2);
});

test('a plugin of other code is one line, and its connector takes two deployments', () => {
  const review = reviewEdited('plugin', ({ Type, Properties }) => {
    if (Type !== 'AWS::KafkaConnect::CustomPlugin' || !Properties.Name.includes('debezium-mysql')) return undefined;
    Properties.Name = Properties.Name.replace(/[0-9a-f]{12}$/, 'abcdef012345');
    Properties.Location.S3Location.FileKey = `${'abcdef01'.repeat(8)}.zip`;
    return undefined;
  });
  const lines = spell(review);
  expect(lines).toContain(
    'Code: note plugin `debezium-mysql` changes → connector `tributary-dev-salesdb-cdc`, connector `tributary-dev-support-cdc`, connector `tributary-dev-support-all-cdc` replaced in two deployments',
  );
  expect(lines).toContainEqual(
    expect.stringMatching(/^Deployments: attention connector `tributary-dev-salesdb-cdc` is REPLACED, which takes two/),
  );
  expect(lines.filter((line) => line.startsWith('REPLACED'))).toHaveLength(3);
  expect(EXIT_CODES[severityOf(review)]).toBe(3);
});
