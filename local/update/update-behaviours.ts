/** What CloudFormation does with a resource type when a template changes. */
export interface UpdateBehaviour {
  /** Page of the CloudFormation template reference that says so, below `TemplateReference/`. */
  readonly page: string;
  /** Properties whose change replaces the resource; all others change in place. */
  readonly replacedBy?: readonly string[];
  /** The other way round: properties that change in place; all others replace the resource. */
  readonly inPlace?: readonly string[];
  /** Properties that together are the physical name: a second resource of the same name is refused. */
  readonly name?: readonly string[];
  /** Attributes that have another value after a change in place. A replaced resource has others altogether. */
  readonly movingAttributes?: readonly string[];
}

/**
 * Update behaviour of every type that the platform's templates hold, from the «Update requires» lines of the pages named.
 * A type that is missing here is taken to change in place, and the plan says so.
 */
export const UPDATE_BEHAVIOURS: Readonly<Record<string, UpdateBehaviour>> = {
  // The page, not the CDK's bundled specification, which still calls `ConnectorConfiguration` create-only.
  'AWS::KafkaConnect::Connector': {
    page: 'aws-resource-kafkaconnect-connector',
    inPlace: ['Capacity', 'ConnectorConfiguration', 'Tags'],
    name: ['ConnectorName'],
  },
  'AWS::KafkaConnect::CustomPlugin': {
    page: 'aws-resource-kafkaconnect-customplugin',
    inPlace: ['Tags'],
    name: ['Name'],
  },
  'AWS::KafkaConnect::WorkerConfiguration': {
    page: 'aws-resource-kafkaconnect-workerconfiguration',
    inPlace: ['Tags'],
    name: ['Name'],
  },
  'AWS::MSK::Cluster': { page: 'aws-resource-msk-cluster', replacedBy: ['ClusterName'], name: ['ClusterName'] },
  'AWS::MSK::Configuration': {
    page: 'aws-resource-msk-configuration',
    replacedBy: ['KafkaVersionsList', 'Name'],
    name: ['Name'],
    movingAttributes: ['LatestRevision.Revision', 'LatestRevision.CreationTime', 'LatestRevision.Description'],
  },
  'AWS::MSK::Topic': {
    page: 'aws-resource-msk-topic',
    inPlace: ['PartitionCount', 'Configs'],
    name: ['ClusterArn', 'TopicName'],
  },
  'AWS::RDS::DBInstance': {
    page: 'aws-resource-rds-dbinstance',
    replacedBy: [
      'BackupTarget',
      'CharacterSetName',
      'CustomIAMInstanceProfile',
      'DBClusterIdentifier',
      'DBInstanceIdentifier',
      'DBName',
      'DBSubnetGroupName',
      'DBSystemId',
      'KmsKeyId',
      'MasterUsername',
      'NcharCharacterSetName',
      'Port',
      'SourceRegion',
      'StorageEncrypted',
      'Timezone',
    ],
    name: ['DBInstanceIdentifier'],
  },
  'AWS::RDS::DBCluster': {
    page: 'aws-resource-rds-dbcluster',
    replacedBy: [
      'AvailabilityZones',
      'ClusterScalabilityType',
      'DatabaseName',
      'DBClusterIdentifier',
      'DBSubnetGroupName',
      'DBSystemId',
      'EngineMode',
      'KmsKeyId',
      'PubliclyAccessible',
      'RestoreToTime',
      'RestoreType',
      'SnapshotIdentifier',
      'SourceDBClusterIdentifier',
      'SourceDbClusterResourceId',
      'SourceRegion',
      'StorageEncrypted',
      'UseLatestRestorableTime',
    ],
    name: ['DBClusterIdentifier'],
  },
  'AWS::RDS::DBParameterGroup': {
    page: 'aws-resource-rds-dbparametergroup',
    replacedBy: ['DBParameterGroupName', 'Description', 'Family'],
    name: ['DBParameterGroupName'],
  },
  'AWS::RDS::DBClusterParameterGroup': {
    page: 'aws-resource-rds-dbclusterparametergroup',
    replacedBy: ['DBClusterParameterGroupName', 'Description', 'Family'],
    name: ['DBClusterParameterGroupName'],
  },
  'AWS::RDS::DBSubnetGroup': {
    page: 'aws-resource-rds-dbsubnetgroup',
    replacedBy: ['DBSubnetGroupName'],
    name: ['DBSubnetGroupName'],
  },
  'AWS::SecretsManager::Secret': {
    page: 'aws-resource-secretsmanager-secret',
    replacedBy: ['Name'],
    name: ['Name'],
  },
  'AWS::SecretsManager::SecretTargetAttachment': {
    page: 'aws-resource-secretsmanager-secrettargetattachment',
    replacedBy: ['SecretId'],
  },
  'AWS::SSM::Parameter': { page: 'aws-resource-ssm-parameter', replacedBy: ['Name'], name: ['Name'] },
  'AWS::S3::Bucket': {
    page: 'aws-resource-s3-bucket',
    replacedBy: ['BucketName', 'BucketNamePrefix', 'BucketNamespace', 'ObjectLockEnabled'],
    name: ['BucketName'],
  },
  'AWS::S3::BucketPolicy': { page: 'aws-resource-s3-bucketpolicy', replacedBy: ['Bucket'] },
  'AWS::Glue::Database': {
    page: 'aws-resource-glue-database',
    replacedBy: ['CatalogId', 'DatabaseName'],
    name: ['DatabaseInput.Name'],
  },
  'AWS::Glue::Table': {
    page: 'aws-resource-glue-table',
    replacedBy: ['CatalogId', 'DatabaseName', 'Name'],
    name: ['DatabaseName', 'TableInput.Name'],
  },
  'AWS::Glue::Job': { page: 'aws-resource-glue-job', replacedBy: ['Name'], name: ['Name'] },
  'AWS::Glue::Trigger': {
    page: 'aws-resource-glue-trigger',
    replacedBy: ['Name', 'Type', 'WorkflowName'],
    name: ['Name'],
  },
  'AWS::Glue::SecurityConfiguration': {
    page: 'aws-resource-glue-securityconfiguration',
    replacedBy: ['Name'],
    name: ['Name'],
  },
  'AWS::Athena::WorkGroup': { page: 'aws-resource-athena-workgroup', replacedBy: ['Name'], name: ['Name'] },
  // Names of queries need not differ.
  'AWS::Athena::NamedQuery': { page: 'aws-resource-athena-namedquery', inPlace: [] },
  'AWS::Lambda::Function': {
    page: 'aws-resource-lambda-function',
    replacedBy: ['FunctionName', 'PackageType', 'TenancyConfig'],
    name: ['FunctionName'],
  },
  'AWS::Scheduler::Schedule': { page: 'aws-resource-scheduler-schedule', replacedBy: ['Name'], name: ['Name'] },
  'AWS::Logs::LogGroup': { page: 'aws-resource-logs-loggroup', replacedBy: ['LogGroupName'], name: ['LogGroupName'] },
  'AWS::IAM::Role': { page: 'aws-resource-iam-role', replacedBy: ['Path', 'RoleName'], name: ['RoleName'] },
  'AWS::IAM::Policy': { page: 'aws-resource-iam-policy' },
  'AWS::IAM::InstanceProfile': {
    page: 'aws-resource-iam-instanceprofile',
    replacedBy: ['InstanceProfileName', 'Path'],
    name: ['InstanceProfileName'],
  },
  'AWS::KMS::Key': { page: 'aws-resource-kms-key' },
  'AWS::EC2::VPC': {
    page: 'aws-resource-ec2-vpc',
    replacedBy: ['CidrBlock', 'Ipv4IpamPoolId', 'Ipv4NetmaskLength', 'VpcEncryptionControl'],
  },
  'AWS::EC2::Subnet': {
    page: 'aws-resource-ec2-subnet',
    replacedBy: [
      'AvailabilityZone',
      'AvailabilityZoneId',
      'CidrBlock',
      'Ipv4IpamPoolId',
      'Ipv4NetmaskLength',
      'Ipv6IpamPoolId',
      'Ipv6Native',
      'Ipv6NetmaskLength',
      'OutpostArn',
      'VpcId',
    ],
  },
  'AWS::EC2::RouteTable': { page: 'aws-resource-ec2-routetable', replacedBy: ['VpcId'] },
  'AWS::EC2::SubnetRouteTableAssociation': {
    page: 'aws-resource-ec2-subnetroutetableassociation',
    replacedBy: ['RouteTableId', 'SubnetId'],
  },
  'AWS::EC2::SecurityGroup': {
    page: 'aws-resource-ec2-securitygroup',
    replacedBy: ['GroupDescription', 'GroupName', 'VpcId'],
    name: ['VpcId', 'GroupName'],
  },
  'AWS::EC2::SecurityGroupIngress': { page: 'aws-resource-ec2-securitygroupingress', inPlace: ['Description'] },
  'AWS::EC2::SecurityGroupEgress': { page: 'aws-resource-ec2-securitygroupegress', inPlace: ['Description'] },
  'AWS::EC2::VPCEndpoint': {
    page: 'aws-resource-ec2-vpcendpoint',
    replacedBy: ['ServiceName', 'ServiceRegion', 'VpcEndpointType', 'VpcId'],
  },
  'AWS::EC2::FlowLog': { page: 'aws-resource-ec2-flowlog', inPlace: ['Tags'] },
  'AWS::EC2::LaunchTemplate': {
    page: 'aws-resource-ec2-launchtemplate',
    replacedBy: ['LaunchTemplateName'],
    name: ['LaunchTemplateName'],
    movingAttributes: ['LatestVersionNumber', 'DefaultVersionNumber'],
  },
  'AWS::EC2::Instance': {
    page: 'aws-resource-ec2-instance',
    replacedBy: [
      'AvailabilityZone',
      'CpuOptions',
      'ImageId',
      'KeyName',
      'LaunchTemplate',
      'NetworkInterfaces',
      'PrivateIpAddress',
      'SubnetId',
    ],
  },
};

/** Whether a change of the property replaces the resource. */
export function replaces(behaviour: UpdateBehaviour | undefined, property: string): boolean {
  if (behaviour?.inPlace !== undefined) return !behaviour.inPlace.includes(property);
  return behaviour?.replacedBy?.includes(property) ?? false;
}
