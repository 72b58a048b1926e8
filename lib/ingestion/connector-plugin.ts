import * as fs from 'node:fs';
import * as path from 'node:path';
import { AssetHashType, BundlingOutput, DockerImage, type ILocalBundling, Stack, Token } from 'aws-cdk-lib';
import { CfnCustomPlugin } from 'aws-cdk-lib/aws-kafkaconnect';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import { Construct } from 'constructs';
import type { PluginName } from '../../connectors/connector-spec';
import { fail } from '../core/fail';
import { pluginArchive } from './plugin-archive';
import { pluginSources, sourceHash } from './plugin-source-hash';

const ROOT = path.join(__dirname, '..', '..');

export const DEFAULT_PLUGINS_DIRECTORY = path.join(ROOT, 'connectors', 'plugins');
export const DEFAULT_CACHE_DIRECTORY = path.join(ROOT, '.runtime', 'plugins');
/** What every module is compiled for, and its dependencies checked against. */
export const DEFAULT_PLUGIN_JAVA_VERSION = 17;

const HASH_LENGTH = 12;
const MAX_NAME_LENGTH = 128;

/** Code that MSK Connect workers can run. */
export interface IConnectorPlugin {
  readonly pluginArn: string;
  readonly pluginRevision: number;
  /** Java version that its class files need. */
  readonly javaVersion: number;
}

export interface ConnectorPluginProps {
  /** Maven module that builds the archive. */
  readonly plugin: PluginName;
  /** @default DEFAULT_PLUGIN_JAVA_VERSION */
  readonly javaVersion?: number;
  /**
   * Folder that holds the parent `pom.xml` and one folder per module.
   *
   * @default DEFAULT_PLUGINS_DIRECTORY
   */
  readonly pluginsDirectory?: string;
  /**
   * Folder of archives that are built already. It lies outside the cloud assembly, so that another synth only copies.
   *
   * @default DEFAULT_CACHE_DIRECTORY
   */
  readonly cacheDirectory?: string;
}

/**
 * A plugin of MSK Connect, built from a Maven module to one ZIP with connector, converters and config providers.
 *
 * MSK Connect copies the archive once, at creation, and never looks again; CloudFormation creates a successor before it
 * deletes the old plugin. So the archive's key and the plugin's name both carry the hash of its sources, and a changed
 * source makes a new plugin. The connectors on it are replaced, too: see `Connector` for how.
 *
 * The hash is known without building. Where the stack's bundling is switched off, as in tests, no Maven is needed and the
 * template is the same.
 */
export class ConnectorPlugin extends Construct implements IConnectorPlugin {
  readonly pluginArn: string;
  readonly pluginRevision: number;
  readonly javaVersion: number;
  /** `<stack>-<plugin>-<12 hex digits of the sources' hash>`: unique in the account and region. */
  readonly pluginName: string;

  /** @throws Error where the module is missing, the build fails, or the stack has this plugin already */
  constructor(scope: Construct, id: string, props: ConnectorPluginProps) {
    super(scope, id);
    const pluginsDirectory = props.pluginsDirectory ?? DEFAULT_PLUGINS_DIRECTORY;
    const hash = sourceHash(pluginSources(pluginsDirectory, props.plugin));
    this.javaVersion = props.javaVersion ?? DEFAULT_PLUGIN_JAVA_VERSION;
    this.pluginName = `${Stack.of(this).stackName}-${props.plugin}-${hash.slice(0, HASH_LENGTH)}`;
    this.validateName();

    const archive = new Asset(this, 'Archive', {
      path: path.join(pluginsDirectory, props.plugin),
      assetHash: hash,
      assetHashType: AssetHashType.CUSTOM,
      bundling: {
        // Asked for by the interface; local bundling succeeds or throws, so no container is ever started.
        image: DockerImage.fromRegistry('none'),
        outputType: BundlingOutput.ARCHIVED,
        local: localBundling({ ...props, pluginsDirectory }),
      },
    });
    const resource = new CfnCustomPlugin(this, 'Resource', {
      name: this.pluginName,
      contentType: 'ZIP',
      location: { s3Location: { bucketArn: archive.bucket.bucketArn, fileKey: archive.s3ObjectKey } },
    });
    this.pluginArn = resource.attrCustomPluginArn;
    this.pluginRevision = resource.attrRevision;
  }

  private validateName(): void {
    if (Token.isUnresolved(this.pluginName)) {
      fail(this, '`stackName` must be known at synth because the plugin is named after it, got: a deploy-time value');
    }
    if (this.pluginName.length > MAX_NAME_LENGTH) {
      fail(
        this,
        `\`stackName\` must leave the plugin's name at most ${MAX_NAME_LENGTH} characters, got: ${this.pluginName}`,
      );
    }
    const others = Stack.of(this)
      .node.findAll()
      .filter((other) => other !== this && other instanceof ConnectorPlugin);
    if (others.some((other) => (other as ConnectorPlugin).pluginName === this.pluginName)) {
      fail(this, `\`plugin\` must be used by one ConnectorPlugin of a stack, got another: ${this.pluginName}`);
    }
  }
}

function localBundling(props: ConnectorPluginProps & { readonly pluginsDirectory: string }): ILocalBundling {
  const cacheDirectory = props.cacheDirectory ?? DEFAULT_CACHE_DIRECTORY;
  return {
    tryBundle(outputDirectory) {
      fs.copyFileSync(
        pluginArchive({ plugin: props.plugin, pluginsDirectory: props.pluginsDirectory, cacheDirectory }),
        path.join(outputDirectory, `${props.plugin}.zip`),
      );
      return true;
    },
  };
}
