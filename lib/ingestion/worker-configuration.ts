import { createHash } from 'node:crypto';
import { CfnWorkerConfiguration } from 'aws-cdk-lib/aws-kafkaconnect';
import { Construct } from 'constructs';
import { fail } from '../core/fail';
import { renderWorkerProperties, workerPropertyProblems } from './worker-properties';

const HASH_LENGTH = 12;
const MAX_NAME_LENGTH = 128;
const NAME_PREFIX = /^[A-Za-z0-9][A-Za-z0-9-]*$/;

/** Properties of Kafka Connect workers, registered with MSK Connect. */
export interface IWorkerConfiguration {
  readonly workerConfigurationArn: string;
  readonly workerConfigurationRevision: number;
}

export interface WorkerConfigurationProps {
  /** Kafka Connect's own worker properties, strings only, known at synth. Their order is kept. */
  readonly properties: Readonly<Record<string, string>>;
  /** Start of the name, unique in the account and region: letters, digits and `-`. The content's hash follows it. */
  readonly namePrefix: string;
}

/**
 * A worker configuration of MSK Connect. Nothing of it can be changed in place, and CloudFormation creates the successor
 * before it deletes the old one; so the name carries a hash of the content.
 */
export class WorkerConfiguration extends Construct implements IWorkerConfiguration {
  readonly workerConfigurationArn: string;
  readonly workerConfigurationRevision: number;
  /** `<namePrefix>-<12 hex digits of the content's SHA-256>`. */
  readonly workerConfigurationName: string;

  /** @throws Error where a property is missing, forbidden, no string, or the name is illegal */
  constructor(scope: Construct, id: string, props: WorkerConfigurationProps) {
    super(scope, id);
    const problems = [...nameProblems(props.namePrefix), ...workerPropertyProblems(props.properties)];
    if (problems.length > 0) {
      fail(this, problems.join('\n'));
    }
    const content = renderWorkerProperties(props.properties);
    this.workerConfigurationName = `${props.namePrefix}-${contentHash(content)}`;

    const resource = new CfnWorkerConfiguration(this, 'Resource', {
      name: this.workerConfigurationName,
      propertiesFileContent: Buffer.from(content).toString('base64'),
    });
    this.workerConfigurationArn = resource.attrWorkerConfigurationArn;
    this.workerConfigurationRevision = resource.attrRevision;
  }
}

function contentHash(content: string): string {
  return createHash('sha256').update(content).digest('hex').slice(0, HASH_LENGTH);
}

function nameProblems(prefix: string): string[] {
  const longest = MAX_NAME_LENGTH - HASH_LENGTH - 1;
  return NAME_PREFIX.test(prefix) && prefix.length <= longest
    ? []
    : [`\`namePrefix\` must be 1 to ${longest} letters, digits or \`-\`, and start with no \`-\`, got: ${prefix}`];
}
