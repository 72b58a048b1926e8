import { type Flow, findFlow, findFlows, type RequiredFlow } from '../../../local/model/required-flow';
import {
  archive,
  capture,
  generator,
  itemSink,
  logSink,
  mergeJob,
  sharingCapture,
  tablesJob,
  warehouseTables,
} from '../../support/planned-flow';

const ORDERS = 'old.shop.orders';
const old = capture('old', 'shop.orders');
const shop = capture('shop', 'shop.orders', 'shop.items');
const raw = archive('raw', ORDERS);
const hourly = tablesJob('hourly', 'batch', ORDERS);
const live = tablesJob('live', 'streaming', 'shop.shop.orders', 'shop.shop.items', ORDERS);
const flow = { connectors: [shop, old, raw], jobs: [live, hourly], merges: [] };

const find = (required: Partial<RequiredFlow>) =>
  findFlow(flow, { tables: ['shop.orders'], targets: ['tables'], ...required });

test('the first capture of all tables that leads to all targets', () => {
  expect(find({})).toEqual({
    source: shop,
    archive: undefined,
    log: undefined,
    job: live,
    items: undefined,
    merges: undefined,
  });
  expect(find({ targets: ['archive'] })).toEqual({
    source: old,
    archive: raw,
    log: undefined,
    job: undefined,
    items: undefined,
    merges: undefined,
  });
  expect(find({ targets: [] })).toEqual({
    source: shop,
    archive: undefined,
    log: undefined,
    job: undefined,
    items: undefined,
    merges: undefined,
  });
});

test('the capture that is named; a job that reads an archive comes with it, before one that goes on', () => {
  expect(find({ capture: 'old' })).toEqual({
    source: old,
    archive: raw,
    log: undefined,
    job: hourly,
    items: undefined,
    merges: undefined,
  });
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
  expect(findFlow({ connectors, jobs: [], merges: [] }, clicks)).toEqual({
    source: made,
    archive: undefined,
    log: undefined,
    job: undefined,
    items: newest,
    merges: undefined,
  });
  expect(findFlow({ connectors: [made], jobs: [], merges: [] }, clicks)).toBe('nothing keeps items of clicks');
});

test('a warehouse may have the tables', () => {
  const merges = warehouseTables('sold', ORDERS);
  const orders = { tables: ['shop.orders'], targets: ['warehouse'] } as const;
  expect(findFlow({ ...flow, merges: [merges] }, orders)).toEqual({
    source: old,
    archive: undefined,
    log: undefined,
    job: undefined,
    items: undefined,
    merges,
  });
  expect(findFlow(flow, orders)).toBe('no warehouse has tables of shop.orders');
});

test('a log may have the changes, and tables that are merged from it', () => {
  const log = logSink('log', 'lake_log', ORDERS);
  const other = logSink('other', 'lake_other', ORDERS);
  const states = mergeJob('states', 'lake_log', ORDERS);
  const logged = { connectors: [old, other, log], jobs: [states], merges: [] };
  const parts = { source: old, archive: undefined, items: undefined, merges: undefined };
  const ways = (targets: RequiredFlow['targets'], from: Flow = logged) =>
    findFlow(from, { tables: ['shop.orders'], targets });
  expect(ways(['states'])).toEqual({ ...parts, log, job: states });
  expect(ways(['log'], { ...logged, jobs: [] })).toEqual({ ...parts, log: other, job: undefined });
  expect(ways(['log', 'states'], { ...logged, connectors: [old, other] })).toBe('no job merges a log of shop.orders');
  expect(ways(['log'], { ...logged, connectors: [old] })).toBe('nothing logs shop.orders');
  expect(ways(['tables'])).toBe('no job makes tables of shop.orders');
});

test('of several ways each has to be there', () => {
  const there = { tables: ['shop.orders'], targets: [] };
  expect(findFlows(flow, [there, { tables: ['shop.none'], targets: [] }])).toBe('nothing captures shop.none');
  expect(findFlows(flow, [there, there])).toHaveLength(2);
});

test('a job whose archive is not there makes no tables', () => {
  const without = { connectors: [old], jobs: [hourly], merges: [] };
  expect(findFlow(without, { tables: ['shop.orders'], targets: ['tables'] })).toBe(
    'no job makes tables of shop.orders',
  );
});

describe('tables of one topic', () => {
  const all = sharingCapture('all', 'shop.orders', 'shop.items');
  const own = ['all.shop.orders', 'all.shop.items'];
  const some = logSink('some', 'some', ...own.slice(0, 1));
  const logs = { ...some, consumes: ['all.all_records'] };
  const states = mergeJob('states', 'some', ...own.slice(0, 1));
  const shared = { connectors: [all, logs], jobs: [states], merges: [] };
  const findOf = (tables: string[], target: 'log' | 'states') => findFlow(shared, { tables, targets: [target] });

  test('lead to a log and to states, which know them by their own', () => {
    expect(findOf(['shop.orders'], 'log')).toMatchObject({ source: all, log: logs });
    expect(findOf(['shop.orders'], 'states')).toMatchObject({ source: all, log: logs, job: states });
  });

  test('and those that are left out do not', () => {
    expect(findOf(['shop.orders', 'shop.items'], 'log')).toBe('nothing logs shop.orders, shop.items');
  });
});
