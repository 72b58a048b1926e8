import { ArnFormat, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as logs from 'aws-cdk-lib/aws-logs';
import type * as assets from 'aws-cdk-lib/aws-s3-assets';
import type { IConstruct } from 'constructs';

/** Where Glue puts the metrics of jobs. */
const METRIC_NAMESPACE = 'Glue';
/** Tag that Glue puts on the network interfaces of its jobs. */
const GLUE_TAG = 'aws-glue-service-resource';

/** Lets a job fetch one uploaded file, and none of the others in the bucket that a whole account shares. */
export function assetReadStatement(asset: assets.Asset): iam.PolicyStatement {
  return new iam.PolicyStatement({
    actions: ['s3:GetObject'],
    resources: [asset.bucket.arnForObjects(asset.s3ObjectKey)],
  });
}

/** Lets a job write its logs. Glue asks for the groups' creation, and for their key, also where they have both already. */
export function logStatements(groups: readonly logs.LogGroup[], encrypted: boolean): iam.PolicyStatement[] {
  return [
    new iam.PolicyStatement({
      actions: [
        'logs:CreateLogGroup',
        'logs:CreateLogStream',
        'logs:PutLogEvents',
        ...(encrypted ? ['logs:AssociateKmsKey'] : []),
      ],
      resources: groups.map((group) => group.logGroupArn),
    }),
  ];
}

/** Lets a job report its metrics. CloudWatch knows no resources here, so the namespace is all that narrows it down. */
export function metricStatement(): iam.PolicyStatement {
  return new iam.PolicyStatement({
    actions: ['cloudwatch:PutMetricData'],
    resources: ['*'],
    conditions: { StringEquals: { 'cloudwatch:namespace': METRIC_NAMESPACE } },
  });
}

/**
 * Lets Glue, with the job's role, place the job in a VPC: look at the network, make and remove interfaces in these subnets
 * with these security groups, and mark them. EC2 knows no resources for looking.
 */
export function networkStatements(
  scope: IConstruct,
  subnetIds: readonly string[],
  securityGroupIds: readonly string[],
  connectionName: string,
): iam.PolicyStatement[] {
  const stack = Stack.of(scope);
  const ec2 = (resource: string, name: string): string =>
    stack.formatArn({ service: 'ec2', resource, resourceName: name });
  // Made when a run starts, so no name can be known.
  const interfaces = ec2('network-interface', '*');
  return [
    new iam.PolicyStatement({
      actions: ['glue:GetConnection'],
      resources: [
        stack.formatArn({ service: 'glue', resource: 'catalog' }),
        stack.formatArn({ service: 'glue', resource: 'connection', resourceName: connectionName }),
      ],
    }),
    new iam.PolicyStatement({
      actions: [
        'ec2:DescribeNetworkInterfaces',
        'ec2:DescribeRouteTables',
        'ec2:DescribeSecurityGroups',
        'ec2:DescribeSubnets',
        'ec2:DescribeVpcAttribute',
        'ec2:DescribeVpcEndpoints',
      ],
      resources: ['*'],
    }),
    new iam.PolicyStatement({
      actions: ['ec2:CreateNetworkInterface'],
      resources: [
        interfaces,
        ...subnetIds.map((id) => ec2('subnet', id)),
        ...securityGroupIds.map((id) => ec2('security-group', id)),
      ],
    }),
    new iam.PolicyStatement({
      actions: ['ec2:DeleteNetworkInterface'],
      resources: [interfaces],
      conditions: { ArnEquals: { 'ec2:Subnet': subnetIds.map((id) => ec2('subnet', id)) } },
    }),
    new iam.PolicyStatement({
      actions: ['ec2:CreateTags', 'ec2:DeleteTags'],
      resources: [interfaces],
      conditions: { 'ForAllValues:StringEquals': { 'aws:TagKeys': [GLUE_TAG] } },
    }),
  ];
}

/** Lets CloudWatch Logs keep log groups below a prefix, of this account and region, under a key. */
export function logEncryptionStatement(scope: IConstruct, logGroupPrefix: string): iam.PolicyStatement {
  const stack = Stack.of(scope);
  const logGroups = stack.formatArn({
    service: 'logs',
    resource: 'log-group',
    resourceName: `${logGroupPrefix}*`,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
  return new iam.PolicyStatement({
    principals: [new iam.ServicePrincipal(`logs.${stack.region}.amazonaws.com`)],
    actions: ['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*'],
    resources: ['*'],
    conditions: { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': logGroups } },
  });
}
