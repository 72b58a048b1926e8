import { Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { Network, type NetworkProps } from '../network/network';

export interface NetworkStackProps extends StackProps, NetworkProps {}

/** The ground that everything else stands on. */
export class NetworkStack extends Stack {
  readonly network: Network;

  constructor(scope: Construct, id: string, props: NetworkStackProps) {
    super(scope, id, props);
    this.network = new Network(this, 'Network', props);
  }
}
