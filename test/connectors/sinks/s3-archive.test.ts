import { type S3ArchiveInputs, s3Archive } from '../../../connectors/sinks/s3-archive';

const INPUTS: S3ArchiveInputs = {
  name: 'orders-archive',
  region: 'eu-west-1',
  bucketName: 'bucket',
  datasets: [{ source: 'orders', schema: 'shop', table: 'ORDERS', keyColumns: ['ID'], columns: { ID: 'BIGINT' } }],
  capacity: { kind: 'provisioned', mcuCount: 1, workerCount: 1 },
  maxTasks: 2,
  rotateRecords: 300,
  rotateBytes: 1_048_576,
  rotateIntervalMs: 60_000,
  maxEventBytes: 8_388_608,
};

test('the whole connector with defaults', () => {
  expect(s3Archive(INPUTS)).toMatchSnapshot();
});

test('tombstones can be written', () => {
  expect(s3Archive({ ...INPUTS, tombstones: 'write' }).config['tombstones']).toBe('write');
});
