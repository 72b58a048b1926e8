import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { icebergTables } from '../../../connectors/sinks/iceberg-tables';
import { connectorStatements } from '../../../lib/streaming/kafka-policies';
import { CHANGES } from '../../fixtures/iceberg';

const FILE = join(
  resolve(__dirname, '..', '..', '..'),
  ...['local', 'msk-iam', 'src', 'test', 'resources', 'sink-policy.json'],
);

/** Of the broker that the tests of `local/msk-iam` start. */
const ARNS = {
  cluster: 'arn:aws:kafka:us-east-1:111111111111:cluster/main/uuid-1',
  owner: 'arn:aws:kafka:us-east-1:111111111111',
  path: 'main/uuid-1',
};

test('the policy whose rights `TransactionTest` takes away one by one is that of the Iceberg sink', () => {
  const statements = connectorStatements(ARNS, icebergTables({ ...CHANGES, name: 'shop-iceberg' }));
  expect(JSON.parse(readFileSync(FILE, 'utf8'))).toEqual(JSON.parse(JSON.stringify(statements)));
});
