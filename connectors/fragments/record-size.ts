const MEBIBYTE = 1_048_576;
/** What an event has beside its row before and after the change. */
const ENVELOPE_BYTES = MEBIBYTE;
/** Headers that say why a record is undeliverable: an exception with all that it came from. */
const REASON_BYTES = MEBIBYTE;
/** Kafka's own default. */
const MIN_BUFFER_BYTES = 32 * MEBIBYTE;
/** Readers of events take no text above 20 million characters. */
const MAX_ROW_BYTES = 16 * MEBIBYTE;

/** @returns bytes of the largest event of a row: an update holds it twice, before and after the change */
export function largestEvent(maxRowBytes: number): number {
  return 2 * maxRowBytes + ENVELOPE_BYTES;
}

/** @returns bytes of the largest record of all: an event with the reason why it cannot be delivered */
export function largestRecord(maxEventBytes: number): number {
  return maxEventBytes + REASON_BYTES;
}

/** Worker properties that let its producer send records of this size. */
export function recordProducer(maxRecordBytes: number): Record<string, string> {
  return {
    'producer.max.request.size': String(maxRecordBytes),
    // What waits to be sent has to fit as well, or a large record never leaves.
    'producer.buffer.memory': String(Math.max(MIN_BUFFER_BYTES, 2 * maxRecordBytes)),
  };
}

/** @returns what is wrong with the largest row that a configuration allows; empty when it is sound */
export function rowSizeProblems(at: string, maxRowBytes: number): string[] {
  return maxRowBytes >= MEBIBYTE && maxRowBytes <= MAX_ROW_BYTES
    ? []
    : [`\`${at}\` must be 1 to ${MAX_ROW_BYTES / MEBIBYTE} MiB, got: ${maxRowBytes / MEBIBYTE} MiB`];
}
