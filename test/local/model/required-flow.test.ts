import { findFlow, type RequiredFlow } from '../../../local/model/required-flow';
import { archive, capture, tablesJob } from '../../support/planned-flow';

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
  expect(find({})).toEqual({ source: shop, archive: undefined, job: live });
  expect(find({ targets: ['archive'] })).toEqual({ source: old, archive: raw, job: undefined });
  expect(find({ targets: [] })).toEqual({ source: shop, archive: undefined, job: undefined });
});

test('the capture that is named; a job that reads an archive comes with it, before one that goes on', () => {
  expect(find({ capture: 'old' })).toEqual({ source: old, archive: raw, job: hourly });
});

test.each<[Partial<RequiredFlow>, string]>([
  [{ tables: ['shop.orders', 'shop.none'] }, 'nothing captures shop.orders, shop.none'],
  [{ tables: ['shop.items'], targets: ['archive'] }, 'nothing archives shop.items'],
  [{ capture: 'none' }, 'nothing captures shop.orders'],
])('%j is not there, and why', (required, sentence) => {
  expect(find(required)).toBe(sentence);
});

test('a job whose archive is not there makes no tables', () => {
  const without = { connectors: [old], jobs: [hourly] };
  expect(findFlow(without, { tables: ['shop.orders'], targets: ['tables'] })).toBe(
    'no job makes tables of shop.orders',
  );
});
