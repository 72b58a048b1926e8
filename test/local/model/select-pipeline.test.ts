import type { ConnectorModel, JobModel } from '../../../local/model/platform';
import { requirePipeline, selectPipeline } from '../../../local/model/select-pipeline';

const TOPICS = ['sales.salesdb.CUSTOMER', 'notifications.sales'];

function connector(name: string, parts: Partial<ConnectorModel>): ConnectorModel {
  return { name, pipeline: undefined, consumes: [], topicPrefix: undefined, ...parts } as ConnectorModel;
}

const sales = connector('sales', { topicPrefix: 'sales' });
const sale = connector('sale', { topicPrefix: 'sale' });
const raw = connector('raw', { pipeline: 'raw', consumes: TOPICS });
const other = connector('other', { pipeline: 'other', consumes: ['sale.salesdb.CUSTOMER'] });
const batch = { name: 'tables', pipeline: 'tables', kind: 'batch', topics: TOPICS.slice(0, 1) } as unknown as JobModel;
const stream = { ...batch, pipeline: 'stream', kind: 'streaming' } as JobModel;
const flow = { connectors: [sales, sale, raw, other], jobs: [batch, stream] };

test('a pipeline of a sink comes with the capture of its topics, and with no other whose name begins alike', () => {
  expect(selectPipeline(flow, 'raw')).toEqual({ connectors: [sales, raw], jobs: [] });
  expect(selectPipeline(flow, 'other')).toEqual({ connectors: [sale, other], jobs: [] });
});

test('one of a job comes with the archive that it reads, but not where it reads the topics', () => {
  expect(selectPipeline(flow, 'tables')).toEqual({ connectors: [sales, raw], jobs: [batch] });
  expect(selectPipeline(flow, 'stream')).toEqual({ connectors: [sales], jobs: [stream] });
});

test('an unknown one is refused with those there are', () => {
  expect(() => requirePipeline(flow, 'stream', 'dev')).not.toThrow();
  expect(() => requirePipeline(flow, 'sales', 'dev')).toThrow(
    '`--pipeline` must be one of other, raw, stream, tables in dev, got: sales',
  );
  expect(() => requirePipeline({ connectors: [], jobs: [] }, undefined, 'dev')).toThrow('dev has no connector');
});
