import * as fs from 'node:fs';
import * as path from 'node:path';
import { NestedStack, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { sourceHash } from '../../../lib/assets/source-files';
import { ConnectorPlugin, type ConnectorPluginProps } from '../../../lib/ingestion/connector-plugin';
import { pluginSources } from '../../../lib/ingestion/plugin-source-hash';
import { testApp } from '../../support/test-app';
import { TemporaryFolders } from './plugin-folder';

const PLUGIN = 's3-archive-sink';

const folders = new TemporaryFolders();
afterAll(() => folders.remove());

function stackWith(
  props: Partial<ConnectorPluginProps>,
  stackName?: string,
): { stack: Stack; plugin: ConnectorPlugin } {
  const stack = new Stack(testApp(), 'Test', { stackName, env: { region: 'us-east-1' } });
  return { stack, plugin: new ConnectorPlugin(stack, 'Plugin', { plugin: PLUGIN, ...props }) };
}

describe('defaults', () => {
  test('name and key carry the hash of the sources', () => {
    const pluginsDirectory = folders.makePlugins();
    const { stack, plugin } = stackWith({ pluginsDirectory });
    const hash = sourceHash(pluginSources(pluginsDirectory, PLUGIN));
    expect(plugin.pluginName).toBe(`Test-${PLUGIN}-${hash.slice(0, 12)}`);
    Template.fromStack(stack).hasResource('AWS::KafkaConnect::CustomPlugin', {
      Properties: {
        Name: plugin.pluginName,
        ContentType: 'ZIP',
        Location: {
          S3Location: {
            BucketArn: {
              'Fn::Join': ['', ['arn:aws:s3:::', { 'Fn::Sub': 'cdk-hnb659fds-assets-${AWS::AccountId}-us-east-1' }]],
            },
            FileKey: Match.stringLikeRegexp('^[0-9a-f]{64}\\.zip$'),
          },
        },
      },
    });
  });

  test('Java 17, and the attributes of the plugin', () => {
    const { stack, plugin } = stackWith({ pluginsDirectory: folders.makePlugins() });
    const logicalId = Object.keys(Template.fromStack(stack).findResources('AWS::KafkaConnect::CustomPlugin'))[0];
    expect(stack.resolve([plugin.pluginArn, plugin.pluginRevision])).toEqual([
      { 'Fn::GetAtt': [logicalId, 'CustomPluginArn'] },
      { 'Fn::GetAtt': [logicalId, 'Revision'] },
    ]);
  });

  test('another source makes another key and another name', () => {
    const rendered = ['class Sink {}', 'class Sink { int a; }'].map((code) => {
      const pluginsDirectory = folders.makePlugins({ [`${PLUGIN}/src/main/java/Sink.java`]: code });
      return Object.values(
        Template.fromStack(stackWith({ pluginsDirectory }).stack).findResources('AWS::KafkaConnect::CustomPlugin'),
      )[0];
    });
    expect(rendered[0]?.['Properties'].Name).not.toBe(rendered[1]?.['Properties'].Name);
    expect(rendered[0]?.['Properties'].Location.S3Location.FileKey).not.toBe(
      rendered[1]?.['Properties'].Location.S3Location.FileKey,
    );
  });

  test('the template does not depend on where the sources are', () => {
    const [one, other] = [1, 2].map(() =>
      Template.fromStack(stackWith({ pluginsDirectory: folders.makePlugins() }).stack),
    );
    expect(one?.toJSON()).toEqual(other?.toJSON());
  });
});

describe('options', () => {
  test('with bundling the cached archive becomes the asset, and the template is the same as without', () => {
    const [pluginsDirectory, cacheDirectory] = [folders.makePlugins(), folders.make()];
    const hash = sourceHash(pluginSources(pluginsDirectory, PLUGIN));
    fs.mkdirSync(path.join(cacheDirectory, PLUGIN));
    fs.writeFileSync(path.join(cacheDirectory, PLUGIN, `${hash}.zip`), 'PK cached');
    const templates = [['**'], []].map((bundled) => {
      const app = testApp({ 'aws:cdk:bundling-stacks': bundled });
      const stack = new Stack(app, 'Test', { env: { region: 'us-east-1' } });
      new ConnectorPlugin(stack, 'Plugin', { plugin: PLUGIN, pluginsDirectory, cacheDirectory });
      const assembly = app.synth();
      const template = assembly.getStackByName('Test').template;
      const key = Object.values<{ Type: string; Properties: { Location: { S3Location: { FileKey: string } } } }>(
        template.Resources,
      ).find((resource) => resource.Type === 'AWS::KafkaConnect::CustomPlugin')?.Properties.Location.S3Location.FileKey;
      if (bundled.length > 0) {
        expect(fs.readFileSync(path.join(assembly.directory, `asset.${key}`), 'latin1')).toBe('PK cached');
      }
      return template;
    });
    expect(templates[0]).toEqual(templates[1]);
  });
});

describe('fails', () => {
  test('without the module', () => {
    const pluginsDirectory = folders.makePlugins({ [`${PLUGIN}/pom.xml`]: null });
    expect(() => stackWith({ pluginsDirectory })).toThrow('`pluginsDirectory` must hold the module s3-archive-sink');
  });

  test('on a second one of the same name in a stack', () => {
    const pluginsDirectory = folders.makePlugins();
    const { stack } = stackWith({ pluginsDirectory });
    expect(() => new ConnectorPlugin(stack, 'Again', { plugin: PLUGIN, pluginsDirectory })).toThrow(
      /^Test\/Again: `plugin` must be used by one ConnectorPlugin of a stack, got another: Test-s3-archive-sink-/,
    );
  });

  test('when the name would be too long', () => {
    expect(() => stackWith({ pluginsDirectory: folders.makePlugins() }, 'S'.repeat(120))).toThrow(
      "`stackName` must leave the plugin's name at most 128 characters, got: SSS",
    );
  });

  test('when the name is not known at synth', () => {
    const nested = new NestedStack(new Stack(testApp(), 'Test'), 'Nested');
    expect(
      () => new ConnectorPlugin(nested, 'Plugin', { plugin: PLUGIN, pluginsDirectory: folders.makePlugins() }),
    ).toThrow('`stackName` must be known at synth because the plugin is named after it, got: a deploy-time value');
  });
});
