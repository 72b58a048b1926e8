import type { ConnectorModel, JobModel } from '../../../local/model/platform';
import type { TargetKind } from '../../../local/model/required-flow';
import { requireSelected, selectFlow } from '../../../local/model/select-flow';
import {
  archive,
  capture,
  generator,
  itemSink,
  logSink,
  mergeJob,
  tablesJob,
  warehouseTables,
} from '../../support/planned-flow';

const TOPICS = ['sales.salesdb.CUSTOMER', 'notifications.sales'];

function connector(name: string, parts: Partial<ConnectorModel>): ConnectorModel {
  return {
    name,
    pipeline: undefined,
    consumes: [],
    topicPrefix: undefined,
    topic: undefined,
    resource: { properties: {} },
    ...parts,
  } as ConnectorModel;
}

const sales = connector('sales', { topicPrefix: 'sales' });
const sale = connector('sale', { topicPrefix: 'sale' });
const raw = archive('raw', ...TOPICS);
const items = itemSink('items', ...TOPICS);
const other = connector('other', { pipeline: 'other', consumes: ['sale.salesdb.CUSTOMER'] });
const batch = { name: 'tables', pipeline: 'tables', kind: 'batch', topics: TOPICS.slice(0, 1) } as unknown as JobModel;
const stream = { ...batch, pipeline: 'stream', kind: 'streaming' } as JobModel;
const flow = { connectors: [sales, sale, raw, items, other], jobs: [batch, stream], merges: [] };

test('a pipeline of a sink comes with the capture of its topics, and with no other whose name begins alike', () => {
  expect(selectFlow(flow, { pipeline: 'raw' })).toEqual({ connectors: [sales, raw], jobs: [], merges: [] });
  expect(selectFlow(flow, { pipeline: 'other' })).toEqual({ connectors: [sale, other], jobs: [], merges: [] });
});

test('one of a job comes with the archive that it reads and no other sink of the topics, but not where it reads the topics', () => {
  expect(selectFlow(flow, { pipeline: 'tables' })).toEqual({ connectors: [sales, raw], jobs: [batch], merges: [] });
  expect(selectFlow(flow, { pipeline: 'stream' })).toEqual({ connectors: [sales], jobs: [stream], merges: [] });
});

test('one that merges a log comes with the sink of that log, and with no archive', () => {
  const log = logSink('log', 'lake_log', ...TOPICS);
  const another = logSink('another', 'lake_other', ...TOPICS);
  const states = mergeJob('states', 'lake_log', ...TOPICS.slice(0, 1));
  const logged = { ...flow, connectors: [...flow.connectors, log, another], jobs: [batch, states] };
  expect(selectFlow(logged, { pipeline: 'states' })).toEqual({ connectors: [sales, log], jobs: [states], merges: [] });
  expect(selectFlow(logged, { pipeline: 'tables' })).toEqual({ connectors: [sales, raw], jobs: [batch], merges: [] });
  expect(selectFlow(logged, { pipeline: 'log' })).toEqual({ connectors: [sales, log], jobs: [], merges: [] });
});

test('an unknown one is refused with those there are', () => {
  expect(() => requireSelected(flow, { pipeline: 'stream' }, 'dev')).not.toThrow();
  expect(() => requireSelected(flow, { pipeline: 'sales' }, 'dev')).toThrow(
    '`--pipeline` must be one of items, other, raw, stream, tables in dev, got: sales',
  );
  expect(() => requireSelected({ connectors: [], jobs: [], merges: [] }, undefined, 'dev')).toThrow(
    'dev has no connector',
  );
});

describe('the way of a walkthrough', () => {
  const shop = capture('shop', 'shop.orders');
  const crm = capture('crm', 'crm.person');
  const events = archive('events', 'shop.shop.orders');
  const contacts = archive('contacts', 'crm.crm.person');
  const lake = tablesJob('lake', 'batch', 'shop.shop.orders');
  const live = tablesJob('live', 'streaming', 'crm.crm.person');
  const made = generator('made', 'clicks');
  const newest = itemSink('newest', 'clicks');
  const sold = warehouseTables('sold', 'shop.shop.orders');
  const all = { connectors: [shop, crm, events, contacts, made, newest], jobs: [lake, live], merges: [sold] };
  const select = (table: string, ...targets: TargetKind[]) =>
    selectFlow(all, { walkthrough: 'W', requires: [{ tables: [table], targets }] });

  test('to a warehouse needs no sink, as its pipeline does', () => {
    const warehouse = { connectors: [shop], jobs: [], merges: [sold] };
    expect(select('shop.orders', 'warehouse')).toEqual(warehouse);
    expect(selectFlow(all, { pipeline: 'sold' })).toEqual(warehouse);
    expect(() => requireSelected(all, { pipeline: 'sold' }, 'dev')).not.toThrow();
  });

  test('comes with what leads there, and nothing else', () => {
    expect(select('shop.orders', 'tables')).toEqual({ connectors: [shop, events], jobs: [lake], merges: [] });
    expect(select('crm.person', 'tables')).toEqual({ connectors: [crm], jobs: [live], merges: [] });
    expect(select('crm.person', 'archive')).toEqual({ connectors: [crm, contacts], jobs: [], merges: [] });
    expect(select('crm.person')).toEqual({ connectors: [crm], jobs: [], merges: [] });
  });

  test('that begins at a generator, beside another, comes with both', () => {
    const requires = [
      { tables: ['clicks'], targets: ['items'] as const },
      { tables: ['crm.person'], targets: ['archive'] as const },
    ];
    expect(selectFlow(all, { walkthrough: 'W', requires })).toEqual({
      connectors: [crm, contacts, made, newest],
      jobs: [],
      merges: [],
    });
    expect(selectFlow(all, { pipeline: 'newest' })).toEqual({ connectors: [made, newest], jobs: [], merges: [] });
  });

  test('is refused where it does not lead, and is nothing in an app that has it no more', () => {
    const requires = [{ tables: ['shop.none'], targets: [] }];
    expect(() => requireSelected(all, { walkthrough: 'W', requires }, 'dev')).toThrow(
      '`--walkthrough` must be one that is here in dev, got: W; nothing captures shop.none',
    );
    expect(selectFlow(all, { walkthrough: 'W', requires })).toEqual({ connectors: [], jobs: [], merges: [] });
  });
});
