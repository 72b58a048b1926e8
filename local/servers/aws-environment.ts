import type { AccessKey } from '../access/access-key';
import { ADMINISTRATOR } from './aws-client-config';

/** @param key of the role that a process has, for the broker and for what stands for AWS's services */
export function awsEnvironment(
  endpoint: string,
  region: string,
  key: Omit<AccessKey, 'sessionToken'> & Partial<AccessKey> = ADMINISTRATOR,
): Record<string, string> {
  return {
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_ACCESS_KEY_ID: key.accessKeyId,
    AWS_SECRET_ACCESS_KEY: key.secretAccessKey,
    ...(key.sessionToken === undefined ? {} : { AWS_SESSION_TOKEN: key.sessionToken }),
    // Without it a client that misses something waits for the metadata service of an EC2 instance.
    AWS_EC2_METADATA_DISABLED: 'true',
  };
}
