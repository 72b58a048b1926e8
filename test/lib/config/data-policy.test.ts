import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { dataPolicy } from '../../../lib/config/data-policy';
import { SMALL } from '../../fixtures/environments';

test('`destroy` leaves nothing behind', () => {
  expect(dataPolicy({ ...SMALL, dataProtection: 'destroy' })).toMatchObject({
    removalPolicy: RemovalPolicy.DESTROY,
    topicRemovalPolicy: RemovalPolicy.DESTROY,
    protected: false,
  });
});

test('`retain` keeps data, and topics only once they were made', () => {
  expect(dataPolicy({ ...SMALL, dataProtection: 'retain' })).toMatchObject({
    removalPolicy: RemovalPolicy.RETAIN,
    topicRemovalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    protected: true,
  });
});

test('log groups never outlive their stack, for their names would block the next one', () => {
  expect(dataPolicy({ ...SMALL, dataProtection: 'retain' }).logs.removalPolicy).toBe(RemovalPolicy.DESTROY);
});

test('fails for a retention that CloudWatch Logs does not offer', () => {
  expect(() => dataPolicy({ ...SMALL, logRetention: Duration.days(8) })).toThrow(
    'small: `logRetention` must be a retention that CloudWatch Logs offers (1, 3, 5, 7, 14, 30, 60, 90 … days), got: 8 days',
  );
});
