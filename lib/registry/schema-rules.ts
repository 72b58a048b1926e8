import { join } from 'node:path';
import { AssetHashType, CustomResource, DockerImage, Duration } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as cr from 'aws-cdk-lib/custom-resources';
import { Construct } from 'constructs';
import { buildSync } from 'esbuild';
import type { DataPolicy } from '../config/data-policy';
import type { Compatibility } from '../config/registry';
import type { INetwork } from '../network/network';

export const SCHEMA_RULES = 'Custom::SchemaRules';

const HANDLER_FOLDER = join(__dirname, 'handler');
const REPOSITORY = join(__dirname, '..', '..');
const MEMORY_MIB = 128;
const HANDLER_TIMEOUT = Duration.minutes(5);
/** How long CloudFormation waits for an answer before it calls the deployment failed. */
const SERVICE_TIMEOUT = Duration.minutes(10);

export interface SchemaRulesProps {
  readonly network: INetwork;
  /** By which the registry lets it in. */
  readonly registry: ec2.IConnectable;
  /** Of its API. */
  readonly registryUrl: string;
  /** That the schemas are in. */
  readonly group: string;
  /** @default - what the registry asks of all */
  readonly compatibility?: Compatibility | undefined;
  readonly logs: DataPolicy['logs'];
}

/** What new versions of the schemas of a group have to be to those before them. Whoever registers some comes after. */
export class SchemaRules extends Construct {
  constructor(scope: Construct, id: string, props: SchemaRulesProps) {
    super(scope, id);
    const { network } = props;
    const securityGroup = new ec2.SecurityGroup(this, 'SecurityGroup', {
      vpc: network.vpc,
      description: `Rules of the schemas of ${props.group}`,
      allowAllOutbound: false,
    });
    const logGroup = new logs.LogGroup(this, 'LogGroup', props.logs);
    const handler = new lambda.Function(this, 'Handler', {
      description: `Rules of the schemas of ${props.group}`,
      code: rulesCode(),
      handler: 'index.handler',
      runtime: lambda.determineLatestNodeRuntime(this),
      architecture: lambda.Architecture.ARM_64,
      memorySize: MEMORY_MIB,
      timeout: HANDLER_TIMEOUT,
      vpc: network.vpc,
      vpcSubnets: network.privateSubnets,
      securityGroups: [securityGroup],
      logGroup,
    });
    handler.connections.allowToDefaultPort(props.registry, 'Rules of schemas');
    const resource = new CustomResource(this, 'Resource', {
      resourceType: SCHEMA_RULES,
      serviceToken: new cr.Provider(this, 'Provider', { onEventHandler: handler, logGroup }).serviceToken,
      serviceTimeout: SERVICE_TIMEOUT,
      properties: {
        RegistryUrl: props.registryUrl,
        Group: props.group,
        ...(props.compatibility === undefined ? {} : { Compatibility: props.compatibility }),
      },
    });
    resource.node.addDependency(securityGroup);
  }
}

/** Nothing but Node.js. */
function rulesCode(): lambda.Code {
  return lambda.Code.fromAsset(HANDLER_FOLDER, {
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      // Never pulled: bundling is local or fails.
      image: DockerImage.fromRegistry('local-bundling-only'),
      local: {
        tryBundle: (outputFolder) => {
          buildSync({
            entryPoints: [join(HANDLER_FOLDER, 'handler.ts')],
            outfile: join(outputFolder, 'index.js'),
            absWorkingDir: REPOSITORY,
            bundle: true,
            platform: 'node',
            target: 'node20',
            format: 'cjs',
            minify: true,
            keepNames: true,
            logLevel: 'warning',
          });
          return true;
        },
      },
    },
  });
}
