import { Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { DataPolicy } from '../config/data-policy';
import type { NetworkConfig } from '../config/environment';
import { ExistingNetwork } from '../network/existing-network';
import { type INetwork, Network } from '../network/network';

export interface NetworkStackProps extends StackProps {
  readonly config: NetworkConfig;
  readonly availabilityZones: readonly string[];
  /** Whether Glue jobs run inside the network. */
  readonly jobs: 'inside' | 'outside';
  readonly dataPolicy: DataPolicy;
}

/** The ground that everything else stands on. Where that is there already the stack has no resource, and is not deployed. */
export class NetworkStack extends Stack {
  readonly network: INetwork;
  private readonly zones: readonly string[];

  constructor(scope: Construct, id: string, props: NetworkStackProps) {
    super(scope, id, props);
    const { config, ...shared } = props;
    this.zones = props.availabilityZones;
    this.network =
      config.kind === 'made'
        ? new Network(this, 'Network', { ...config, ...shared })
        : new ExistingNetwork(this, 'Network', { ...config, ...shared });
  }

  /** The CDK would look the region's zones up, with credentials, as soon as the account is known. */
  override get availabilityZones(): string[] {
    return [...this.zones];
  }
}
