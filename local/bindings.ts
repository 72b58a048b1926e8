import { clusterArn } from './access/cluster-arn';
import type { Resource } from './assembly/environment-templates';
import type { ValueSource } from './assembly/value-source';
import { LocalRunError } from './local-run-error';
import type { LocalValues } from './local-values';

/** The local value of one attribute of a resource. */
export type Binding = (resource: Resource, local: LocalValues) => string;

/**
 * Everything of AWS that has a local counterpart, by `<resource type>.<attribute>`: the only place where endpoints live.
 * Closed: a reference that is not here fails the run.
 */
export const BINDINGS: Readonly<Record<string, Binding>> = {
  'AWS::RDS::DBInstance.Endpoint.Address': (resource, local) => local.database(resource).host,
  'AWS::RDS::DBInstance.Endpoint.Port': (resource, local) => String(local.database(resource).port),
  'AWS::RDS::DBInstance.DbiResourceId': (resource) => `db-${resource.logicalId.toUpperCase()}`,
  'AWS::RDS::DBCluster.Endpoint.Address': (resource, local) => local.database(resource).host,
  'AWS::RDS::DBCluster.Endpoint.Port': (resource, local) => String(local.database(resource).port),
  'AWS::RDS::DBCluster.DBClusterResourceId': (resource) => `cluster-${resource.logicalId.toUpperCase()}`,
  'AWS::MSK::Cluster.Ref': (resource) => clusterArn(resource),
  'AWS::SecretsManager::Secret.Ref': (resource, local) => local.secret(resource).arn,
  'AWS::S3::Bucket.Ref': (resource, local) => local.bucket(resource),
  'AWS::S3::Bucket.Arn': (resource, local) => `arn:aws:s3:::${local.bucket(resource)}`,
  'AWS::Glue::Database.Ref': (resource, local) => local.catalogDatabase(resource),
  'Custom::BootstrapBrokers.BootstrapBrokerStringSaslIam': (_, local) => local.kafka().bootstrapServers,
};

/** A reference without a binding. */
export class BindingError extends LocalRunError {}

/** Leads references to their bindings, and keeps which ones were used. */
export class BoundValues implements ValueSource {
  private readonly used = new Set<string>();

  constructor(
    private readonly local: LocalValues,
    private readonly bindings: Readonly<Record<string, Binding>> = BINDINGS,
  ) {}

  attribute(resource: Resource, attribute: string): string {
    const key = `${resource.type}.${attribute}`;
    const binding = this.bindings[key];
    if (binding === undefined) throw new BindingError(`local/bindings.ts has no entry ${key}`);
    this.used.add(key);
    return binding(resource, this.local);
  }

  secretString(secretId: string): string {
    return this.local.secretString(secretId);
  }

  /** Bindings that the run has used so far, for its report. */
  usedBindings(): string[] {
    return [...this.used].sort();
  }
}
