import type { TopicSpec } from '../../connectors/connector-spec';
import { REPLICATION_FACTOR } from './kafka-topics';

/** Replicas that MSK recommends at most for a broker, by the end of its type's name. */
const MOST_REPLICAS: Readonly<Record<string, number>> = { large: 1000, xlarge: 1000, '2xlarge': 2000 };
const MOST_REPLICAS_OF_LARGER = 4000;
/** Partitions that MSK Connect makes for each connector: 1 for configurations, 5 for states, 25 for offsets. */
const CONNECT_PARTITIONS = 31;

/**
 * Whether brokers can hold so many partitions: beyond, updates of the cluster are refused, and brokers grow slow.
 *
 * @param brokers in all
 */
export function partitionProblems(
  topics: readonly TopicSpec[],
  connectors: number,
  brokerInstanceType: string,
  brokers: number,
): string[] {
  const declared = topics.reduce((sum, { partitions }) => sum + partitions, 0);
  const replicas = (declared + connectors * CONNECT_PARTITIONS) * REPLICATION_FACTOR;
  const most = MOST_REPLICAS[brokerInstanceType.split('.').at(-1) ?? ''] ?? MOST_REPLICAS_OF_LARGER;
  const perBroker = Math.ceil(replicas / brokers);
  return perBroker <= most
    ? []
    : [
        `\`streaming.brokersPerZone\` must be enough for ${most} replicas of partitions on each ${brokerInstanceType}, or its type larger, got: ${perBroker} on each of ${brokers}`,
      ];
}
