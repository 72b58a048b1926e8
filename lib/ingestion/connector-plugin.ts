import { Stack, Token } from 'aws-cdk-lib';
import { CfnCustomPlugin } from 'aws-cdk-lib/aws-kafkaconnect';
import { Construct } from 'constructs';
import type { PluginName } from '../../connectors/connector-spec';
import { fail } from '../core/fail';
import { ArchiveAsset, type ArchiveAssetProps } from './archive-asset';

const HASH_LENGTH = 12;
const MAX_NAME_LENGTH = 128;

/** Code that MSK Connect workers can run. */
export interface IConnectorPlugin {
  readonly pluginArn: string;
  readonly pluginRevision: number;
}

export interface ConnectorPluginProps extends ArchiveAssetProps {
  readonly plugin: PluginName;
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
  /** `<stack>-<plugin>-<12 hex digits of the sources' hash>`: unique in the account and region. */
  readonly pluginName: string;

  /** @throws Error where the module is missing, the build fails, or the stack has this plugin already */
  constructor(scope: Construct, id: string, props: ConnectorPluginProps) {
    super(scope, id);
    const archive = new ArchiveAsset(this, 'Archive', props);
    this.pluginName = `${Stack.of(this).stackName}-${props.plugin}-${archive.sourceHash.slice(0, HASH_LENGTH)}`;
    this.validateName();

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
