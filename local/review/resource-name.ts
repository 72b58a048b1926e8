import type { Resource } from '../assembly/environment-templates';
import { NAME_PROPERTIES } from '../update/name-properties';
import type { EnvironmentComparison } from './compare-environments';
import { constructPath } from './synthesized-app';

/** What resources are called in a sentence; others are called by their type. */
const NOUNS: Readonly<Record<string, string>> = {
  'AWS::KafkaConnect::Connector': 'connector',
  'AWS::KafkaConnect::CustomPlugin': 'plugin',
  'AWS::KafkaConnect::WorkerConfiguration': 'worker configuration',
  'AWS::MSK::Cluster': 'Kafka cluster',
  'AWS::MSK::Configuration': 'cluster configuration',
  'AWS::MSK::Topic': 'topic',
  'AWS::RDS::DBInstance': 'database',
  'AWS::RDS::DBCluster': 'database cluster',
  'AWS::S3::Bucket': 'bucket',
  'AWS::SecretsManager::Secret': 'secret',
  'AWS::KMS::Key': 'key',
  'AWS::Logs::LogGroup': 'log group',
  'AWS::Glue::Database': 'catalog database',
  'AWS::Glue::Table': 'catalog table',
  'AWS::Glue::Job': 'job',
  'AWS::Glue::Trigger': 'trigger',
  'AWS::Lambda::Function': 'function',
  'AWS::IAM::Role': 'role',
  'AWS::EC2::SecurityGroup': 'security group',
  'AWS::EC2::Instance': 'host',
};

/** Where a name carries the hash of what it stands for. */
const HASH_IN_NAME = /-[0-9a-f]{12}$/;

/** A resource in words: what it is, and its name, or its place among the constructs where CloudFormation names it. */
export function nameOf(comparison: EnvironmentComparison, resource: Resource): string {
  return `${NOUNS[resource.type] ?? resource.type} \`${plainName(comparison, resource)}\``;
}

/** The same without saying what it is. */
export function plainName(comparison: EnvironmentComparison, resource: Resource): string {
  const { stack, type, logicalId } = resource;
  const name = physicalName(resource);
  if (name === undefined) {
    const app = comparison.after.stacks.includes(stack) ? comparison.changedApp : comparison.baseApp;
    return constructPath(app, stack.stackName, logicalId);
  }
  const own = name.replace(HASH_IN_NAME, '');
  const prefix = `${stack.stackName}-`;
  return type === 'AWS::KafkaConnect::CustomPlugin' && own.startsWith(prefix) ? own.slice(prefix.length) : own;
}

/** The name that a template gives to a resource; undefined where it gives none, or one that is known at deployment only. */
export function physicalName({ type, properties }: Resource): string | undefined {
  const path = NAME_PROPERTIES[type]?.at(-1);
  const name = path
    ?.split('.')
    .reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], properties);
  return typeof name === 'string' ? name : undefined;
}
