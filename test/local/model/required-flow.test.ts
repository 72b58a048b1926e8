import { findFlow, findFlows, type RequiredFlow } from '../../../local/model/required-flow';
import { archive, capture, generator, itemSink, tablesJob } from '../../support/planned-flow';

const ORDERS = 'old.shop.orders';
const old = capture('old', 'shop.orders');
const shop = capture('shop', 'shop.orders', 'shop.items');
const raw = archive('raw', ORDERS);
const hourly = tablesJob('hourly', 'batch', ORDERS);
const live = tablesJob('live', 'streaming', 'shop.shop.orders', 'shop.shop.items', ORDERS);
const flow = { connectors: [shop, old, raw], jobs: [live, hourly] };

const find = (required: Partial<RequiredFlow>) =>
  findFlow(flow, { tables: ['shop.orders'], targets: ['tables'], ...required });

test('the first capture of all tables that leads to all targets', () => {
  expect(find({})).toEqual({ source: shop, archive: undefined, job: live, items: undefined });
  expect(find({ targets: ['archive'] })).toEqual({ source: old, archive: raw, job: undefined, items: undefined });
  expect(find({ targets: [] })).toEqual({ source: shop, archive: undefined, job: undefined, items: undefined });
});

test('the capture that is named; a job that reads an archive comes with it, before one that goes on', () => {
  expect(find({ capture: 'old' })).toEqual({ source: old, archive: raw, job: hourly, items: undefined });
});

test.each<[Partial<RequiredFlow>, string]>([
  [{ tables: ['shop.orders', 'shop.none'] }, 'nothing captures shop.orders, shop.none'],
  [{ tables: ['shop.items'], targets: ['archive'] }, 'nothing archives shop.items'],
  [{ capture: 'none' }, 'nothing captures shop.orders'],
])('%j is not there, and why', (required, sentence) => {
  expect(find(required)).toBe(sentence);
});

test('what a generator makes is called as its topic, and may lead to items', () => {
  const made = generator('made', 'clicks');
  const newest = itemSink('newest', 'clicks', 'other');
  const connectors = [shop, newest, made];
  const clicks = { tables: ['clicks'], targets: ['items'] } as const;
  expect(findFlow({ connectors, jobs: [] }, clicks)).toEqual({
    source: made,
    archive: undefined,
    job: undefined,
    items: newest,
  });
  expect(findFlow({ connectors: [made], jobs: [] }, clicks)).toBe('nothing keeps items of clicks');
});

test('of several ways each has to be there', () => {
  const there = { tables: ['shop.orders'], targets: [] };
  expect(findFlows(flow, [there, { tables: ['shop.none'], targets: [] }])).toBe('nothing captures shop.none');
  expect(findFlows(flow, [there, there])).toHaveLength(2);
});

test('a job whose archive is not there makes no tables', () => {
  const without = { connectors: [old], jobs: [hourly] };
  expect(findFlow(without, { tables: ['shop.orders'], targets: ['tables'] })).toBe(
    'no job makes tables of shop.orders',
  );
});
