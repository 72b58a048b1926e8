import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as logs from 'aws-cdk-lib/aws-logs';
import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import type { DataPolicy } from '../config/data-policy';
import type { RegistryConfig } from '../config/registry';
import { DATABASE_OF_REGISTRY } from './registry-database';
import { SecretField } from './secret-field';

/** The image, and the version that the local run has as well. */
export const REGISTRY_IMAGE = 'apicurio/apicurio-registry';
export const REGISTRY_VERSION = '3.3.3';

/** Of the container: what clients ask, and what health checks do. */
const PORT = 8080;
const MANAGEMENT_PORT = 9000;
/** Of the load balancer, for people: nothing can be written there. */
const READING_PORT = 8081;
/** Where the converters of connectors ask. */
const API_PATH = '/apis/registry/v2';

/** Connections to the database that each task keeps, at least and at most: its own defaults, 20 and 100, are a small server's all. */
const POOL = { least: '2', most: '10' };

export interface SchemaRegistryProps extends Omit<RegistryConfig, 'database'> {
  readonly vpc: ec2.IVpc;
  readonly subnets: ec2.SubnetSelection;
  /** Of the server that has its database. */
  readonly hostname: string;
  /** Decimal digits, or a token for them. */
  readonly port: string;
  /** By which it is let in there. */
  readonly databaseConnections: ec2.IConnectable;
  /** Of the owner of its database. */
  readonly ownerSecret: secretsmanager.ISecret;
  readonly dataPolicy: DataPolicy;
}

/**
 * Apicurio on Fargate, behind a load balancer of the network. One listener takes schemas in, from connectors; another one only tells
 * them, to people. What it knows is in PostgreSQL.
 */
export class SchemaRegistry extends Construct {
  /** Of the API, for converters. */
  readonly url: string;
  /** Security groups of the load balancer; its default port is the one that takes schemas in. */
  readonly connections: ec2.Connections;
  private readonly targets: elbv2.ApplicationTargetGroup;

  constructor(scope: Construct, id: string, props: SchemaRegistryProps) {
    super(scope, id);
    const { certificate, vpc, subnets } = props;
    const logGroup = new logs.LogGroup(this, 'Logs', props.dataPolicy.logs);
    const task = this.createTask(props, logGroup);
    const service = new ecs.FargateService(this, 'Service', {
      cluster: new ecs.Cluster(this, 'Cluster', { vpc, containerInsightsV2: ecs.ContainerInsights.ENABLED }),
      taskDefinition: task,
      desiredCount: props.tasks,
      // One that is to come may be there before one goes.
      minHealthyPercent: 100,
      circuitBreaker: { rollback: true },
      vpcSubnets: subnets,
      securityGroups: [this.createSecurityGroup(vpc, 'TaskSecurityGroup', 'Tasks of the schema registry')],
    });
    service.connections.allowToDefaultPort(props.databaseConnections, 'Schema registry');
    service.connections.allowToAnyIpv4(ec2.Port.HTTPS, 'Image, secret and logs');

    const balancer = new elbv2.ApplicationLoadBalancer(this, 'LoadBalancer', {
      vpc,
      vpcSubnets: subnets,
      internetFacing: false,
      dropInvalidHeaderFields: true,
      deletionProtection: props.dataPolicy.protected,
      securityGroup: this.createSecurityGroup(vpc, 'SecurityGroup', 'The schema registry'),
    });
    this.targets = new elbv2.ApplicationTargetGroup(this, 'Targets', {
      vpc,
      port: PORT,
      protocol: elbv2.ApplicationProtocol.HTTP,
      targets: [service],
      healthCheck: { path: '/health/ready', port: String(MANAGEMENT_PORT) },
    });
    service.connections.allowFrom(balancer, ec2.Port.tcp(MANAGEMENT_PORT), 'Health checks');
    const writing = balancer.addListener('Writing', {
      open: false,
      ...(certificate === undefined
        ? { protocol: elbv2.ApplicationProtocol.HTTP }
        : {
            protocol: elbv2.ApplicationProtocol.HTTPS,
            certificates: [elbv2.ListenerCertificate.fromArn(certificate.arn)],
            sslPolicy: elbv2.SslPolicy.RECOMMENDED_TLS,
          }),
      defaultTargetGroups: [this.targets],
    });
    this.addReading(balancer);
    this.connections = new ec2.Connections({
      securityGroups: balancer.connections.securityGroups,
      defaultPort: ec2.Port.tcp(writing.port),
    });
    this.url =
      certificate === undefined
        ? `http://${balancer.loadBalancerDnsName}${API_PATH}`
        : `https://${certificate.hostname}${API_PATH}`;
  }

  /** Lets somebody look, and change nothing. */
  allowReading(reader: ec2.IConnectable): void {
    reader.connections.allowTo(this, ec2.Port.tcp(READING_PORT), 'Schema registry, to read');
  }

  /** Tasks that do not answer as they should, or that are not there. */
  metricHealthyTasks(options?: cloudwatch.MetricOptions): cloudwatch.IMetric {
    return this.targets.metrics.healthyHostCount({ statistic: 'Minimum', ...options });
  }

  private createTask(props: SchemaRegistryProps, logGroup: logs.LogGroup): ecs.FargateTaskDefinition {
    const task = new ecs.FargateTaskDefinition(this, 'Task', { cpu: 512, memoryLimitMiB: 1024 });
    task.addContainer('Registry', {
      image: this.image(props.mirrorRepository),
      portMappings: [{ containerPort: PORT }, { containerPort: MANAGEMENT_PORT }],
      logging: ecs.LogDriver.awsLogs({ logGroup, streamPrefix: 'registry' }),
      environment: {
        APICURIO_STORAGE_KIND: 'sql',
        APICURIO_STORAGE_SQL_KIND: 'postgresql',
        // Of RDS the image knows no authority, so that nothing but encryption can be asked for.
        APICURIO_DATASOURCE_URL: `jdbc:postgresql://${props.hostname}:${props.port}/${DATABASE_OF_REGISTRY.name}?sslmode=require`,
        APICURIO_DATASOURCE_USERNAME: DATABASE_OF_REGISTRY.owner,
        APICURIO_DATASOURCE_JDBC_INITIAL_SIZE: POOL.least,
        APICURIO_DATASOURCE_JDBC_MIN_SIZE: POOL.least,
        APICURIO_DATASOURCE_JDBC_MAX_SIZE: POOL.most,
        APICURIO_RULES_GLOBAL_COMPATIBILITY: props.compatibility,
      },
      secrets: { APICURIO_DATASOURCE_PASSWORD: new SecretField(props.ownerSecret, 'password') },
    });
    return task;
  }

  private image(mirrorRepository: string | undefined): ecs.ContainerImage {
    return mirrorRepository === undefined
      ? ecs.ContainerImage.fromRegistry(`${REGISTRY_IMAGE}:${REGISTRY_VERSION}`)
      : ecs.ContainerImage.fromEcrRepository(
          ecr.Repository.fromRepositoryName(this, 'Mirror', mirrorRepository),
          REGISTRY_VERSION,
        );
  }

  private addReading(balancer: elbv2.ApplicationLoadBalancer): void {
    const reading = balancer.addListener('Reading', {
      port: READING_PORT,
      protocol: elbv2.ApplicationProtocol.HTTP,
      open: false,
      defaultAction: elbv2.ListenerAction.fixedResponse(405, {
        contentType: 'text/plain',
        messageBody: 'Nothing can be written here.',
      }),
    });
    reading.addAction('Questions', {
      priority: 1,
      conditions: [elbv2.ListenerCondition.httpRequestMethods(['GET', 'HEAD'])],
      action: elbv2.ListenerAction.forward([this.targets]),
    });
  }

  private createSecurityGroup(vpc: ec2.IVpc, id: string, description: string): ec2.SecurityGroup {
    return new ec2.SecurityGroup(this, id, { vpc, description, allowAllOutbound: false });
  }
}
