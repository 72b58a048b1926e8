import { LOOPBACK } from '../../processes/start-on-free-port';

/** What the network of a task supplies: an address of its own, so that its ports are those of nobody else. */
export function taskNetwork(port: number, managementPort: number): Record<string, string> {
  return {
    QUARKUS_HTTP_HOST: LOOPBACK,
    QUARKUS_HTTP_PORT: String(port),
    QUARKUS_MANAGEMENT_HOST: LOOPBACK,
    QUARKUS_MANAGEMENT_PORT: String(managementPort),
  };
}
