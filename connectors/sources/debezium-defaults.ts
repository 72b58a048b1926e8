export const DEFAULT_HEARTBEAT_INTERVAL_MS = 10_000;
export const DEFAULT_MAX_BATCH_SIZE = 4_096;
/** About ten minutes with Debezium's own back-off: long enough for a failover, short enough to be noticed. */
export const DEFAULT_MAX_RETRIES = 60;
/** 64 MiB: the events of a few seconds, where rows are small. */
const MIN_QUEUE_BYTES = 67_108_864;

/**
 * How long a batch waits to be full, and how long PostgreSQL's log is not looked at where nothing came. A commit meets both;
 * Debezium's own 500 ms make that half a second, see docs/benchmarks.md.
 */
const POLL_INTERVAL_MS = 100;

/** @param maxEventBytes large rows would fill the worker's memory before they are many */
export function debeziumQueue(maxBatchSize: number, maxEventBytes: number): Record<string, string> {
  return {
    'max.batch.size': String(maxBatchSize),
    'max.queue.size': String(4 * maxBatchSize),
    'poll.interval.ms': String(POLL_INTERVAL_MS),
    'max.queue.size.in.bytes': String(Math.max(MIN_QUEUE_BYTES, 4 * maxEventBytes)),
  };
}
