import { Duration } from 'aws-cdk-lib';
import { largestEvent, largestRecord, rowSizeProblems } from '../../../connectors/fragments/record-size';
import { serverPropertiesText } from '../../../lib/streaming/server-properties';
import { connectorSpecs } from '../../support/connector-specs';

const MEBIBYTE = 1_048_576;
const ROW = 5 * MEBIBYTE;
const EVENT = largestEvent(ROW);

test('an update holds its row twice, and every limit on its way has room for it', () => {
  expect(EVENT).toBeGreaterThan(2 * ROW);
  const [source, sink] = connectorSpecs({ maxEventBytes: EVENT }).map(({ worker }) => worker);
  expect(Number(source?.['producer.max.request.size'])).toBe(EVENT);
  expect(Number(source?.['producer.buffer.memory'])).toBeGreaterThan(EVENT);
  // A dead letter is the event and the reason.
  expect(Number(sink?.['producer.max.request.size'])).toBeGreaterThan(EVENT);
  const brokers = serverPropertiesText({ retention: Duration.days(1), maxRecordBytes: largestRecord(EVENT) });
  for (const key of ['message.max.bytes', 'replica.fetch.max.bytes']) {
    expect(brokers).toContain(`${key}=${sink?.['producer.max.request.size']}\n`);
  }
});

test('the largest row is what every reader of an event takes', () => {
  expect([1, 8, 16].flatMap((size) => rowSizeProblems('streaming.maxRowSize', size * MEBIBYTE))).toEqual([]);
  expect([0.5, 17].flatMap((size) => rowSizeProblems('streaming.maxRowSize', size * MEBIBYTE))).toEqual([
    '`streaming.maxRowSize` must be 1 to 16 MiB, got: 0.5 MiB',
    '`streaming.maxRowSize` must be 1 to 16 MiB, got: 17 MiB',
  ]);
});
