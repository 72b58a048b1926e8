import { RemovalPolicy } from 'aws-cdk-lib';
import type { DataPolicy } from '../../lib/config/data-policy';

/** As in `dev`: everything goes with its stack. */
export const DESTROY: DataPolicy = {
  removalPolicy: RemovalPolicy.DESTROY,
  topicRemovalPolicy: RemovalPolicy.DESTROY,
  protected: false,
  customerKeys: false,
  logs: { retention: 7, removalPolicy: RemovalPolicy.DESTROY },
};

/** As in `prod`: data outlives its stack. */
export const RETAIN: DataPolicy = {
  ...DESTROY,
  removalPolicy: RemovalPolicy.RETAIN,
  topicRemovalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
  protected: true,
  customerKeys: true,
};
