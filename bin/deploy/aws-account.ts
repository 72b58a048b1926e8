import {
  CloudFormationClient,
  DescribeStacksCommand,
  GetTemplateCommand,
  UpdateTerminationProtectionCommand,
} from '@aws-sdk/client-cloudformation';
import { DescribeAvailabilityZonesCommand, DescribeSubnetsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import type { Placement } from './zones';

/** The account that is deployed to, as far as a deployment asks it. */
export interface Account {
  /** Ids of zones, by their names and by the subnets in them; those that are not there are left out. */
  zoneIds(region: string, placement: Placement): Promise<ReadonlyMap<string, string>>;
  protect(region: string, stackName: string): Promise<void>;
  /** An output of a stack, and its template; undefined where it is not there. */
  output(region: string, stackName: string, name: string): Promise<string | undefined>;
  template(region: string, stackName: string): Promise<{ readonly Resources?: Record<string, never> } | undefined>;
  hasObjects(region: string, bucket: string, prefix: string): Promise<boolean>;
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
  async output(region, stackName, name) {
    const client = new CloudFormationClient({ region });
    const answer = await unlessMissing(client.send(new DescribeStacksCommand({ StackName: stackName })));
    return answer?.Stacks?.[0]?.Outputs?.find(({ OutputKey }) => OutputKey === name)?.OutputValue;
  },
  async template(region, stackName) {
    const client = new CloudFormationClient({ region });
    const answer = await unlessMissing(client.send(new GetTemplateCommand({ StackName: stackName })));
    return answer?.TemplateBody === undefined ? undefined : JSON.parse(answer.TemplateBody);
  },
  async hasObjects(region, bucket, prefix) {
    const command = new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, MaxKeys: 1 });
    const { KeyCount } = await new S3Client({ region }).send(command);
    return KeyCount !== undefined && KeyCount > 0;
  },
};

/** CloudFormation answers with a validation error for a stack that is not there. */
async function unlessMissing<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof Error && error.name === 'ValidationError' && error.message.includes('does not exist')) {
      return undefined;
    }
    throw error;
  }
}
