/** Versions of Kafka Connect that MSK Connect offers. */
export type KafkaConnectVersion = '2.7.1' | '3.7.x';

export const DEFAULT_KAFKA_CONNECT_VERSION: KafkaConnectVersion = '3.7.x';

/** Java version that the workers of each Kafka Connect version run on. */
export const WORKER_JAVA_VERSION: Readonly<Record<KafkaConnectVersion, number>> = { '2.7.1': 11, '3.7.x': 17 };

/**
 * What must hold of a Kafka Connect version before a plugin can run on it; empty when all does.
 *
 * @param pluginJavaVersion Java version that the plugin's class files are compiled for
 */
export function versionProblems(version: KafkaConnectVersion, pluginJavaVersion: number): string[] {
  const workerJavaVersion: number | undefined = WORKER_JAVA_VERSION[version];
  if (workerJavaVersion === undefined) {
    return [`\`kafkaConnectVersion\` must be ${Object.keys(WORKER_JAVA_VERSION).join(' or ')}, got: ${version}`];
  }
  if (pluginJavaVersion > workerJavaVersion) {
    return [
      `\`kafkaConnectVersion\` must have workers on Java ${pluginJavaVersion} or newer, which the plugin needs, ` +
        `got: ${version} with Java ${workerJavaVersion}`,
    ];
  }
  return [];
}
