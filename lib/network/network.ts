import { Stack, Token } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { DataPolicy } from '../config/data-policy';
import type { MadeNetwork } from '../config/environment';
import { fail } from '../core/fail';
import { ownTablesStatement } from './endpoint-policies';

/** Interface endpoints that the platform's parts call; S3 and DynamoDB have gateway endpoints, which are free. */
const INTERFACE_SERVICES = {
  SecretsManager: ec2.InterfaceVpcEndpointAwsService.SECRETS_MANAGER,
  Ssm: ec2.InterfaceVpcEndpointAwsService.SSM,
  SsmMessages: ec2.InterfaceVpcEndpointAwsService.SSM_MESSAGES,
  Sts: ec2.InterfaceVpcEndpointAwsService.STS,
} as const;

/** What connectors call that keep tables in a catalog. */
const CATALOG_SERVICES = {
  glue: { Glue: ec2.InterfaceVpcEndpointAwsService.GLUE },
  's3-tables': { S3Tables: ec2.InterfaceVpcEndpointAwsService.S3_TABLES },
} as const;

/** What Glue jobs call besides, where they run inside the network. */
const JOB_SERVICES = {
  Glue: ec2.InterfaceVpcEndpointAwsService.GLUE,
  Kms: ec2.InterfaceVpcEndpointAwsService.KMS,
  Logs: ec2.InterfaceVpcEndpointAwsService.CLOUDWATCH_LOGS,
  Monitoring: ec2.InterfaceVpcEndpointAwsService.CLOUDWATCH_MONITORING,
} as const;

/** What a container needs besides to begin with. */
const CONTAINER_SERVICES = {
  Ecr: ec2.InterfaceVpcEndpointAwsService.ECR,
  EcrDocker: ec2.InterfaceVpcEndpointAwsService.ECR_DOCKER,
  Logs: ec2.InterfaceVpcEndpointAwsService.CLOUDWATCH_LOGS,
} as const;

/** A VPC and where in it brokers, databases, workers and functions live. */
export interface INetwork {
  readonly vpc: ec2.IVpc;
  readonly privateSubnets: ec2.SubnetSelection;
}

export interface NetworkProps extends Omit<MadeNetwork, 'kind'> {
  readonly availabilityZones: readonly string[];
  readonly dataPolicy: DataPolicy;
  /**
   * Whether Glue jobs run inside the network, for which it has four endpoints more.
   *
   * @default DEFAULT_JOBS
   */
  readonly jobs?: 'inside' | 'outside';
  /**
   * Catalogs that connectors inside the network call, for each of which it has an endpoint.
   *
   * @default [] - none
   */
  readonly catalogs?: readonly CatalogService[];
  /**
   * Whether containers run in the network, for which it has three endpoints more.
   *
   * @default DEFAULT_CONTAINERS
   */
  readonly containers?: 'inside' | 'outside';
}

/** A catalog of AWS that tables are listed in. */
export type CatalogService = keyof typeof CATALOG_SERVICES;

/** Jobs that read and write S3 only do not need the network. */
export const DEFAULT_JOBS = 'outside';
export const DEFAULT_CONTAINERS = 'outside';

/** One VPC with a private subnet per zone, and the ways out that the platform needs. */
export class Network extends Construct implements INetwork {
  readonly vpc: ec2.Vpc;
  readonly privateSubnets: ec2.SubnetSelection;

  constructor(scope: Construct, id: string, props: NetworkProps) {
    super(scope, id);
    const { availabilityZones, endpointZones, natGateways } = props;
    const problems = zoneProblems(availabilityZones, Stack.of(this).region);
    if (problems.length > 0) {
      fail(this, problems.join('\n'));
    }
    if (!Number.isInteger(natGateways) || natGateways < 0 || natGateways > availabilityZones.length) {
      fail(this, `\`natGateways\` must be 0 to ${availabilityZones.length}, got: ${natGateways}`);
    }
    if (!Number.isInteger(endpointZones) || endpointZones < 1 || endpointZones > availabilityZones.length) {
      fail(this, `\`endpointZones\` must be 1 to ${availabilityZones.length}, got: ${endpointZones}`);
    }

    const hasInternet = natGateways > 0;
    const subnetType = hasInternet ? ec2.SubnetType.PRIVATE_WITH_EGRESS : ec2.SubnetType.PRIVATE_ISOLATED;
    this.privateSubnets = { subnetType };
    this.vpc = new ec2.Vpc(this, 'Vpc', {
      ipAddresses: ec2.IpAddresses.cidr(props.cidr),
      availabilityZones: [...availabilityZones],
      natGateways,
      subnetConfiguration: [
        { name: 'private', subnetType, cidrMask: 22 },
        ...(hasInternet ? [{ name: 'public', subnetType: ec2.SubnetType.PUBLIC, cidrMask: 24 }] : []),
      ],
    });
    this.addEndpoints(
      {
        ...INTERFACE_SERVICES,
        ...Object.assign({}, ...(props.catalogs ?? []).map((catalog) => CATALOG_SERVICES[catalog])),
        ...((props.containers ?? DEFAULT_CONTAINERS) === 'inside' ? CONTAINER_SERVICES : {}),
        ...((props.jobs ?? DEFAULT_JOBS) === 'inside' ? JOB_SERVICES : {}),
      },
      endpointZones,
    );
    if (props.flowLogs) {
      this.addFlowLogs(props.dataPolicy);
    }
  }

  private addEndpoints(services: Record<string, ec2.IInterfaceVpcEndpointService>, zones: number): void {
    this.vpc.addGatewayEndpoint('S3', { service: ec2.GatewayVpcEndpointAwsService.S3 });
    this.vpc
      .addGatewayEndpoint('DynamoDb', { service: ec2.GatewayVpcEndpointAwsService.DYNAMODB })
      .addToPolicy(ownTablesStatement(Stack.of(this)));
    const subnets = this.vpc.selectSubnets(this.privateSubnets).subnets.slice(0, zones);
    for (const [name, service] of Object.entries(services)) {
      this.vpc.addInterfaceEndpoint(name, { service, subnets: { subnets }, privateDnsEnabled: true });
    }
  }

  private addFlowLogs(policy: DataPolicy): void {
    const logGroup = new logs.LogGroup(this, 'FlowLogGroup', policy.logs);
    this.vpc.addFlowLog('FlowLog', {
      destination: ec2.FlowLogDestination.toCloudWatchLogs(logGroup),
      trafficType: ec2.FlowLogTrafficType.REJECT,
    });
    Stack.of(this).addMetadata(
      'FlowLog',
      'rejected traffic only: accepted traffic between brokers would cost more than the brokers',
    );
  }
}

/** What is wrong with the zones that brokers are spread over, as `property rule, got: value` sentences. */
export function zoneProblems(availabilityZones: readonly string[], region: string): string[] {
  const named = new Set(availabilityZones);
  return [
    ...(availabilityZones.length === 3 && named.size === 3
      ? []
      : [
          `\`availabilityZones\` must be 3 of their own, which is what MSK takes and lets a topic keep a majority when one is lost, got: ${availabilityZones.join(', ')}`,
        ]),
    ...[...named]
      .filter((zone) => !Token.isUnresolved(region) && !zone.startsWith(region))
      .map((zone) => `\`availabilityZones\` must be of ${region}, got: ${zone}`),
  ];
}
