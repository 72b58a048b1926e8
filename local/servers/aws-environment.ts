import type { AccessKey } from '../access/access-key';

/** Credentials that any request to the local endpoint may carry; they open nothing. */
const NO_ROLE: Pick<AccessKey, 'accessKeyId' | 'secretAccessKey'> = { accessKeyId: 'local', secretAccessKey: 'local' };

/** @param key of the role that a process has; what stands for AWS's services takes any, the broker looks at it */
export function awsEnvironment(
  endpoint: string,
  region: string,
  key: typeof NO_ROLE & Partial<AccessKey> = NO_ROLE,
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
