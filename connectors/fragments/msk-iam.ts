/**
 * What a Kafka client of a connector's own needs to reach the cluster: such clients do not inherit the worker's
 * settings (Debezium's schema history, the Iceberg sink's control topic).
 *
 * @param prefix key prefix of the client, with its trailing dot
 */
export function mskIamClient(prefix: string): Record<string, string> {
  return {
    [`${prefix}security.protocol`]: 'SASL_SSL',
    [`${prefix}sasl.mechanism`]: 'AWS_MSK_IAM',
    [`${prefix}sasl.jaas.config`]: 'software.amazon.msk.auth.iam.IAMLoginModule required;',
    [`${prefix}sasl.client.callback.handler.class`]: 'software.amazon.msk.auth.iam.IAMClientCallbackHandler',
  };
}
