import { createHash } from 'node:crypto';
import type { Duration } from 'aws-cdk-lib';

/** Offsets of a group that is stopped survive this long: longer than any outage that data survives. */
const OFFSETS_RETENTION_MINUTES = 30 * 24 * 60;

export interface ServerPropertiesInputs {
  /** Retention of topics that do not say otherwise. */
  readonly retention: Duration;
  /** Of the largest record of any topic. */
  readonly maxRecordBytes: number;
}

/** The brokers' configuration, one `key=value` a line. */
export function serverPropertiesText(inputs: ServerPropertiesInputs): string {
  const properties = {
    // A topic that nobody declared is a mistake, not a topic with default settings.
    'auto.create.topics.enable': 'false',
    'default.replication.factor': '3',
    'min.insync.replicas': '2',
    // MSK's own default is true: it would rather lose acknowledged changes than wait.
    'unclean.leader.election.enable': 'false',
    'num.partitions': '1',
    'log.retention.hours': String(inputs.retention.toHours()),
    'message.max.bytes': String(inputs.maxRecordBytes),
    'replica.fetch.max.bytes': String(inputs.maxRecordBytes),
    'offsets.retention.minutes': String(OFFSETS_RETENTION_MINUTES),
  };
  return Object.entries(properties)
    .map(([key, value]) => `${key}=${value}\n`)
    .join('');
}

/**
 * A name that changes with the content. A configuration that is replaced is made before the old one is deleted, so a
 * fixed name would collide with itself.
 */
export function serverPropertiesName(clusterName: string, text: string): string {
  return `${clusterName}-${createHash('sha256').update(text).digest('hex').slice(0, 12)}`;
}
