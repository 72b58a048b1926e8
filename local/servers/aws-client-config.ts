/** What no template has a role for: the run's own administration, its proofs, and whoever asks Athena. */
export const ADMINISTRATOR = { accessKeyId: 'local', secretAccessKey: 'local' } as const;

/** What the run's own AWS clients are made with. */
export interface AwsClientConfig {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  /** Bucket names stay out of the host name, which is an address. */
  readonly forcePathStyle: boolean;
}

export function awsClientConfig(endpoint: string, region: string): AwsClientConfig {
  return {
    endpoint,
    region,
    credentials: ADMINISTRATOR,
    forcePathStyle: true,
  };
}
