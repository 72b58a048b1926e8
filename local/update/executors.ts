import type { Executors } from './executor';
import { bootstrapExecutor } from './executors/bootstrap';
import { brokerConfigurationExecutor, brokerExecutor } from './executors/broker';
import { autoDeleteExecutor, bucketExecutor } from './executors/bucket';
import { catalogDatabaseExecutor, catalogTableExecutor } from './executors/catalog';
import { connectorExecutor } from './executors/connector';
import { databaseExecutor, existingDatabaseExecutor, parameterGroupExecutor } from './executors/database';
import { jobExecutor, triggerExecutor } from './executors/job';
import { pluginExecutor } from './executors/plugin';
import { queryExecutor } from './executors/query';
import { policyExecutor, roleExecutor } from './executors/role';
import { secretAttachmentExecutor, secretExecutor } from './executors/secret';
import { topicExecutor } from './executors/topic';
import { workGroupExecutor } from './executors/work-group';

/**
 * What the local run does for each resource type that it stands for. To add one: a file in `executors/`, and its line here.
 * Types without a line are planned and kept in the books, and nothing is run for them.
 */
export const EXECUTORS: Executors = {
  'AWS::KafkaConnect::Connector': connectorExecutor,
  'AWS::KafkaConnect::CustomPlugin': pluginExecutor,
  'AWS::KafkaConnect::WorkerConfiguration': { note: 'read when a connector with it starts' },
  'AWS::MSK::Cluster': brokerExecutor,
  'AWS::MSK::Configuration': brokerConfigurationExecutor,
  'AWS::MSK::Topic': topicExecutor,
  'AWS::IAM::Role': roleExecutor,
  'AWS::IAM::Policy': policyExecutor,
  'AWS::IAM::ManagedPolicy': policyExecutor,
  'AWS::RDS::DBInstance': databaseExecutor,
  'AWS::RDS::DBCluster': databaseExecutor,
  'AWS::RDS::DBParameterGroup': parameterGroupExecutor,
  'AWS::RDS::DBClusterParameterGroup': parameterGroupExecutor,
  'AWS::SecretsManager::Secret': secretExecutor,
  'AWS::SecretsManager::SecretTargetAttachment': secretAttachmentExecutor,
  'AWS::SSM::Parameter': { note: 'read where it is referred to' },
  'AWS::S3::Bucket': bucketExecutor,
  'AWS::Glue::Database': catalogDatabaseExecutor,
  'AWS::Glue::Table': catalogTableExecutor,
  'AWS::Glue::Job': jobExecutor,
  'AWS::Glue::Trigger': triggerExecutor,
  'AWS::Athena::WorkGroup': workGroupExecutor,
  'AWS::Athena::NamedQuery': queryExecutor,
  'AWS::Lambda::Function': { note: 'run by the custom resources and schedules that call it' },
  'AWS::Scheduler::Schedule': { note: 'its function is called once, when a run starts' },
  'Tributary::ExistingDatabase': existingDatabaseExecutor,
  'Custom::DatabaseBootstrap': bootstrapExecutor,
  'Custom::S3AutoDeleteObjects': autoDeleteExecutor,
};
