import { Size } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as assets from 'aws-cdk-lib/aws-s3-assets';
import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { secretReadStatements } from '../source/secret-policies';
import type { IKafkaCluster } from './kafka-cluster';
import { operatorStatements } from './operator-policies';

const VOLUME_SIZE = Size.gibibytes(10);
const TOOLS_FOLDER = '/opt/kafka-client';
/** From Amazon Linux's own repositories, which are in S3 and so need no NAT. */
const PACKAGES = ['java-17-amazon-corretto-headless', 'mariadb105', 'postgresql16', 'unzip'];

export interface ClientHostProps {
  readonly vpc: ec2.IVpc;
  readonly subnets: ec2.SubnetSelection;
  readonly cluster: IKafkaCluster;
  /** Databases that the host may open connections to. */
  readonly databases: readonly ec2.IConnectable[];
  /** Secrets of the users that people work with from here. */
  readonly secrets: readonly secretsmanager.ISecret[];
  /** Archive with the Kafka command-line tools and the IAM client. */
  readonly tools: assets.Asset;
  /** EC2 instance type with an Arm processor. */
  readonly instanceType: string;
}

/** A private host for people: no open port and no key, reached through Session Manager only. */
export class ClientHost extends Construct implements ec2.IConnectable {
  readonly connections: ec2.Connections;
  readonly instanceId: string;

  constructor(scope: Construct, id: string, props: ClientHostProps) {
    super(scope, id);
    const userData = ec2.UserData.forLinux();
    const securityGroup = new ec2.SecurityGroup(this, 'SecurityGroup', {
      vpc: props.vpc,
      description: 'Client host',
      allowAllOutbound: false,
    });
    securityGroup.connections.allowToAnyIpv4(ec2.Port.HTTPS, 'Endpoints of AWS services');
    const instance = new ec2.Instance(this, 'Instance', {
      vpc: props.vpc,
      vpcSubnets: props.subnets,
      securityGroup,
      instanceType: new ec2.InstanceType(props.instanceType),
      machineImage: ec2.MachineImage.latestAmazonLinux2023({ cpuType: ec2.AmazonLinuxCpuType.ARM_64 }),
      userData,
      userDataCausesReplacement: true,
      requireImdsv2: true,
      ssmSessionPermissions: true,
      blockDevices: [
        {
          deviceName: '/dev/xvda',
          volume: ec2.BlockDeviceVolume.ebs(VOLUME_SIZE.toGibibytes(), { encrypted: true }),
        },
      ],
    });
    this.instanceId = instance.instanceId;
    this.connections = instance.connections;

    props.tools.grantRead(instance);
    userData.addCommands(`dnf install -y ${PACKAGES.join(' ')}`);
    const archive = userData.addS3DownloadCommand({ bucket: props.tools.bucket, bucketKey: props.tools.s3ObjectKey });
    userData.addCommands(
      `unzip -o -q ${archive} -d ${TOOLS_FOLDER}`,
      `echo 'export BOOTSTRAP_SERVERS=${props.cluster.bootstrapBrokers}' > /etc/profile.d/kafka-client.sh`,
      `echo 'export PATH=$PATH:${TOOLS_FOLDER}/client-tools/bin' >> /etc/profile.d/kafka-client.sh`,
    );

    instance.connections.allowToDefaultPort(props.cluster);
    for (const database of props.databases) {
      instance.connections.allowToDefaultPort(database);
    }
    for (const statement of [
      ...operatorStatements(props.cluster.arns),
      ...props.secrets.flatMap(secretReadStatements),
    ]) {
      instance.addToRolePolicy(statement);
    }
  }
}
