import type { CloudAssembly, CloudFormationStackArtifact } from 'aws-cdk-lib/cx-api';
import type { EnvironmentConfig } from '../../lib/config/environment';
import { ENVIRONMENTS } from '../../lib/config/environments';
import { PlatformStage } from '../../lib/platform-stage';
import { testApp } from './test-app';

/** A template as CloudFormation reads it. */
export interface Template {
  readonly Resources: Record<string, Resource>;
  readonly Outputs?: Record<string, unknown>;
}

export interface Resource {
  readonly Type: string;
  readonly Properties?: Record<string, unknown>;
  readonly DeletionPolicy?: string;
  readonly DependsOn?: readonly string[];
}

/** @throws Error where no environment has this name */
export function environment(name: string): EnvironmentConfig {
  const found = ENVIRONMENTS.find((candidate) => candidate.name === name);
  if (found === undefined) {
    throw new Error(`no environment named ${name}`);
  }
  return found;
}

/** The assembly of one environment, synthesized without bundling. */
export function assembly(config: EnvironmentConfig): CloudAssembly {
  return new PlatformStage(testApp(), config).synth();
}

/** The stacks of one environment, synthesized without bundling, in order of their names. */
export function synthesize(config: EnvironmentConfig): CloudFormationStackArtifact[] {
  return [...assembly(config).stacks].sort((one, other) => one.stackName.localeCompare(other.stackName));
}

/** A template without what changes with every build: hashes of assets, and names made of them. */
export function masked(template: unknown): unknown {
  const text = JSON.stringify(template)
    .replace(/\b[0-9a-f]{64}\b/g, '<hash>')
    // The client host is replaced with its user data, whose hash ends its logical id.
    .replace(/(?<=[0-9A-F]{8})[0-9a-f]{16}\b/g, '<hash>')
    .replace(
      /(?<=-(?:debezium-mysql|debezium-postgres|dynamodb-sink|iceberg-sink|orders-source|s3-archive-sink)-)[0-9a-f]{12}\b/g,
      '<hash>',
    );
  // The CDK sorts the resources of a statement, and so by the hashes of assets.
  return JSON.parse(text, (key, value) =>
    key === 'Resource' && Array.isArray(value)
      ? value.toSorted((one, other) => JSON.stringify(one).localeCompare(JSON.stringify(other)))
      : value,
  );
}
