/**
 * Properties that together are the physical name, by type, dotted below `Properties`; the last is what a reader calls the
 * resource by. A second resource of the same name is refused by its service. Types without one may be made twice.
 */
export const NAME_PROPERTIES: Readonly<Record<string, readonly string[]>> = {
  'AWS::KafkaConnect::Connector': ['ConnectorName'],
  'AWS::KafkaConnect::CustomPlugin': ['Name'],
  'AWS::KafkaConnect::WorkerConfiguration': ['Name'],
  'AWS::MSK::Cluster': ['ClusterName'],
  'AWS::MSK::Configuration': ['Name'],
  'AWS::MSK::Topic': ['ClusterArn', 'TopicName'],
  'AWS::RDS::DBInstance': ['DBInstanceIdentifier'],
  'AWS::RDS::DBCluster': ['DBClusterIdentifier'],
  'AWS::RDS::DBParameterGroup': ['DBParameterGroupName'],
  'AWS::RDS::DBClusterParameterGroup': ['DBClusterParameterGroupName'],
  'AWS::RDS::DBSubnetGroup': ['DBSubnetGroupName'],
  'AWS::SecretsManager::Secret': ['Name'],
  'AWS::SSM::Parameter': ['Name'],
  'AWS::S3::Bucket': ['BucketName'],
  'AWS::DynamoDB::Table': ['TableName'],
  'AWS::Glue::Database': ['DatabaseInput.Name'],
  'AWS::Glue::Table': ['DatabaseName', 'TableInput.Name'],
  'AWS::Glue::Job': ['Name'],
  'AWS::Glue::Trigger': ['Name'],
  'AWS::Glue::SecurityConfiguration': ['Name'],
  'AWS::Athena::WorkGroup': ['Name'],
  'AWS::Lambda::Function': ['FunctionName'],
  'AWS::Scheduler::Schedule': ['Name'],
  'AWS::Logs::LogGroup': ['LogGroupName'],
  'AWS::IAM::Role': ['RoleName'],
  'AWS::IAM::InstanceProfile': ['InstanceProfileName'],
  'AWS::EC2::SecurityGroup': ['VpcId', 'GroupName'],
  'AWS::EC2::LaunchTemplate': ['LaunchTemplateName'],
};
