import { Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { Network, type NetworkProps } from '../network/network';

export interface NetworkStackProps extends StackProps, NetworkProps {}

/** The ground that everything else stands on, where it is made. */
export class NetworkStack extends Stack {
  readonly network: Network;
  private readonly zones: readonly string[];

  constructor(scope: Construct, id: string, props: NetworkStackProps) {
    super(scope, id, props);
    this.zones = props.availabilityZones;
    this.network = new Network(this, 'Network', props);
  }

  /** The CDK would look the region's zones up, with credentials, as soon as the account is known. */
  override get availabilityZones(): string[] {
    return [...this.zones];
  }
}
