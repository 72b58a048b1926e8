import { CloudFormationClient, UpdateTerminationProtectionCommand } from '@aws-sdk/client-cloudformation';
import { DescribeAvailabilityZonesCommand, DescribeSubnetsCommand, EC2Client } from '@aws-sdk/client-ec2';
import type { Placement } from './zones';

/** The account that is deployed to, as far as a deployment asks it. */
export interface Account {
  /** Ids of zones, by their names and by the subnets in them; those that are not there are left out. */
  zoneIds(region: string, placement: Placement): Promise<ReadonlyMap<string, string>>;
  protect(region: string, stackName: string): Promise<void>;
}

/** With the credentials that the AWS CLI would use. */
export const AWS_ACCOUNT: Account = {
  async zoneIds(region, { subnetIds }) {
    const client = new EC2Client({ region });
    const { AvailabilityZones = [] } = await client.send(new DescribeAvailabilityZonesCommand({}));
    const ids = new Map(AvailabilityZones.map(({ ZoneName, ZoneId }) => [ZoneName ?? '', ZoneId ?? '']));
    if (subnetIds.length > 0) {
      const filter = { Name: 'subnet-id', Values: [...subnetIds] };
      const { Subnets = [] } = await client.send(new DescribeSubnetsCommand({ Filters: [filter] }));
      for (const { SubnetId, AvailabilityZoneId } of Subnets) ids.set(SubnetId ?? '', AvailabilityZoneId ?? '');
    }
    return ids;
  },
  async protect(region, stackName) {
    await new CloudFormationClient({ region }).send(
      new UpdateTerminationProtectionCommand({ StackName: stackName, EnableTerminationProtection: true }),
    );
  },
};
