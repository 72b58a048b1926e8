import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { Connector } from '../../../lib/ingestion/connector';
import { testStack } from '../../support/test-app';
import { connectorIn } from './orders-connector';

test.each<[string, (connector: Connector) => cloudwatch.Metric, string, string]>([
  ['metric', (connector) => connector.metric('WorkerCount'), 'WorkerCount', 'Average'],
  ['metricRunningTasks', (connector) => connector.metricRunningTasks(), 'RunningTaskCount', 'Minimum'],
  ['metricErroredTasks', (connector) => connector.metricErroredTasks(), 'ErroredTaskCount', 'Maximum'],
  ['metricCpuUtilization', (connector) => connector.metricCpuUtilization(), 'CpuUtilization', 'Average'],
  ['metricMemoryUtilization', (connector) => connector.metricMemoryUtilization(), 'MemoryUtilization', 'Average'],
  [
    'metricSourceRecordWriteRate',
    (connector) => connector.metricSourceRecordWriteRate(),
    'SourceRecordWriteRate',
    'Average',
  ],
  ['metricSinkRecordSendRate', (connector) => connector.metricSinkRecordSendRate(), 'SinkRecordSendRate', 'Average'],
  [
    'another statistic',
    (connector) => connector.metricCpuUtilization({ statistic: 'Maximum' }),
    'CpuUtilization',
    'Maximum',
  ],
])('%s', (_name, metricOf, metricName, statistic) => {
  expect(metricOf(connectorIn(testStack()))).toMatchObject({
    namespace: 'AWS/KafkaConnect',
    metricName,
    statistic,
    dimensions: { ConnectorName: 'orders-archive' },
  });
});
