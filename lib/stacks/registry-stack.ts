import { CfnOutput } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { RegistryConfig } from '../config/registry';
import { fail } from '../core/fail';
import { sharedValue } from '../core/shared-value';
import type { INetwork } from '../network/network';
import type { Alarms } from '../observability/alarms';
import { SchemaRegistry } from '../registry/schema-registry';
import type { DatabaseStack } from './database-stack';
import { ProtectedStack, type ProtectedStackProps } from './protected-stack';

/** Minutes without a task that answers, after which somebody has to know. */
const MINUTES_WITHOUT = 5;

export interface RegistryStackProps extends ProtectedStackProps {
  readonly config: RegistryConfig;
  /** Beginning of names in an account and region. */
  readonly namePrefix: string;
  readonly network: INetwork;
  /** Where its database is. */
  readonly database: DatabaseStack;
  readonly alarms: Alarms;
}

/** Where the schemas of records in Avro are. */
export class RegistryStack extends ProtectedStack {
  readonly registry: SchemaRegistry;
  /** Of its API, for connectors of other stacks. */
  readonly url: string;

  constructor(scope: Construct, id: string, props: RegistryStackProps) {
    super(scope, id, props);
    const { config, network, alarms, database } = props;
    const { ownerSecret } = database;
    if (ownerSecret === undefined) {
      fail(this, '`registry.database` must have a database for it, got: none');
    }
    this.registry = new SchemaRegistry(this, 'Registry', {
      ...config,
      vpc: network.vpc,
      subnets: network.privateSubnets,
      hostname: database.database.hostname,
      port: database.database.port,
      databaseConnections: database.database,
      ownerSecret,
      dataPolicy: props.dataPolicy,
    });
    this.url = sharedValue(this, 'Url', this.registry.url);
    alarms.add(this, 'Unhealthy', {
      name: `${props.namePrefix}-registry-unhealthy`,
      metric: this.registry.metricHealthyTasks(),
      threshold: 1,
      below: true,
      periods: MINUTES_WITHOUT,
      missingIsBad: true,
      meaning: 'No task of the schema registry answers: what has a new schema stops, and whatever starts.',
      runbook: 'the-schema-registry-does-not-answer',
    });
    new CfnOutput(this, 'LoadBalancer', { value: this.registry.url });
    // Its database is made there, and no reference says so.
    this.addStackDependency(database);
  }
}
