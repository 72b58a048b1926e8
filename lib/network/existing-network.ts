import { Annotations, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import type { ExistingNetwork as ExistingNetworkConfig } from '../config/environment';
import { fail } from '../core/fail';
import { type INetwork, zoneProblems } from './network';

export interface ExistingNetworkProps extends Omit<ExistingNetworkConfig, 'kind'> {
  /** Zones of the subnets, in their order. */
  readonly availabilityZones: readonly string[];
}

/** A VPC that is there, as it is: nothing of it is made, changed or looked up. */
export class ExistingNetwork extends Construct implements INetwork {
  readonly vpc: ec2.IVpc;
  readonly privateSubnets: ec2.SubnetSelection;

  /** @throws Error where zones and subnets do not go together */
  constructor(scope: Construct, id: string, props: ExistingNetworkProps) {
    super(scope, id);
    const { availabilityZones, privateSubnetIds, vpcId } = props;
    const problems = [
      ...zoneProblems(availabilityZones, Stack.of(this).region),
      ...(privateSubnetIds.length === availabilityZones.length
        ? []
        : [
            `\`network.privateSubnetIds\` must be one for each of ${availabilityZones.length} zones, got: ${privateSubnetIds.length}`,
          ]),
      ...(/^vpc-[0-9a-f]{8,17}$/.test(vpcId) ? [] : [`\`network.vpcId\` must be vpc- and its id, got: ${vpcId}`]),
      ...privateSubnetIds
        .filter((subnet) => !/^subnet-[0-9a-f]{8,17}$/.test(subnet))
        .map((subnet) => `\`network.privateSubnetIds\` must be subnet- and their ids, got: ${subnet}`),
    ];
    if (problems.length > 0) {
      fail(this, problems.join('\n'));
    }
    this.vpc = ec2.Vpc.fromVpcAttributes(this, 'Vpc', {
      vpcId,
      availabilityZones: [...availabilityZones],
      privateSubnetIds: [...privateSubnetIds],
      region: Stack.of(this).region,
    });
    for (const subnet of this.vpc.privateSubnets) {
      // Nothing here asks for the tables of its routes.
      Annotations.of(subnet).acknowledgeWarning('@aws-cdk/aws-ec2:noSubnetRouteTableId');
    }
    this.privateSubnets = { subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS };
  }
}
