import { RemovalPolicy } from 'aws-cdk-lib';
import * as logs from 'aws-cdk-lib/aws-logs';
import { fail } from '../core/fail';
import type { EnvironmentConfig } from './environment';

/** What an environment's `dataProtection`, `encryption` and `logRetention` mean for the constructs that hold data. */
export interface DataPolicy {
  /** For databases, buckets, secrets and keys. */
  readonly removalPolicy: RemovalPolicy;
  /** For topics: the same, except that a failed creation leaves nothing that would block the next one. */
  readonly topicRemovalPolicy: RemovalPolicy;
  /** Whether stacks and databases refuse deletion. */
  readonly protected: boolean;
  /** Whether data at rest is encrypted with keys of this account. */
  readonly customerKeys: boolean;
  /** For every log group. */
  readonly logs: { readonly retention: logs.RetentionDays; readonly removalPolicy: RemovalPolicy };
}

/** @throws Error where CloudWatch Logs does not offer `logRetention` */
export function dataPolicy(config: EnvironmentConfig): DataPolicy {
  const retain = config.dataProtection === 'retain';
  const removalPolicy = retain ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;
  const days = config.logRetention.toDays();
  if (logs.RetentionDays[days] === undefined) {
    fail(
      config.name,
      `\`logRetention\` must be a retention that CloudWatch Logs offers (1, 3, 5, 7, 14, 30, 60, 90 … days), got: ${days} days`,
    );
  }
  return {
    removalPolicy,
    topicRemovalPolicy: retain ? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE : RemovalPolicy.DESTROY,
    protected: retain,
    customerKeys: config.encryption === 'customer-managed',
    // Log groups are named by protocol or by their function; one that stayed would block the next deployment.
    logs: { retention: days, removalPolicy: RemovalPolicy.DESTROY },
  };
}
