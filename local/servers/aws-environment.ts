/** Region and credentials that any request to the local endpoint may carry; they open nothing. */
export function awsEnvironment(endpoint: string, region: string): Record<string, string> {
  return {
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    // Without it a client that misses something waits for the metadata service of an EC2 instance.
    AWS_EC2_METADATA_DISABLED: 'true',
  };
}
