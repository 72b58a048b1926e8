import type { AnsweredRow, Walkthrough } from '../walkthrough';

/** Orders that somebody makes up, and orders of the sample. */
const MADE_UP = 'orders';
const SALES_ORDER = 'salesdb.SALES_ORDER';

/** Of the sample. */
const SALES_ORDERS = 29_000;

/** An order as the inserts write it, each for a site of its own. */
const order = (number: number, shipMode: string): AnsweredRow => ({
  ...key(29_000 + number, number),
  SHIP_MODE: shipMode,
});

function key(order: number, site: number): AnsweredRow {
  return { ORDER_ID: String(order), SITE_ID: String(site) };
}

/** Made-up orders, and MySQL → Debezium → Kafka, each → items of DynamoDB, as `docs/walkthroughs/P2.md` tells it. */
export const walkthrough: Walkthrough = {
  requires: { tables: [MADE_UP], targets: ['items'] },
  counts: { snapshot: 'P2.1' },
  also: [{ requires: { tables: [SALES_ORDER], targets: ['items'] }, counts: { rerun: 'P2.6' } }],
  steps: [
    {
      prove: 'P2.2',
      claim: 'items are the generator’s orders, each with its address made flat',
      asks: [
        {
          items: MADE_UP,
          equal: { moreThan: 0, with: ['orderid', 'address_city', 'address_state', 'address_zipcode'] },
        },
      ],
    },
    {
      prove: 'P2.3',
      claim: 'after the snapshot items are the orders of the database',
      asks: [{ items: SALES_ORDER, equal: { moreThan: SALES_ORDERS } }],
    },
    { play: 'insert orders', files: '1-insert' },
    {
      prove: 'P2.4',
      claim: 'inserted orders arrive',
      asks: [
        {
          items: SALES_ORDER,
          has: [
            order(1, 'STANDARD'),
            order(2, 'ONE-DAY'),
            order(3, 'TWO-DAY'),
            order(4, 'STANDARD'),
            order(5, 'ONE-DAY'),
            order(6, 'TWO-DAY'),
          ],
        },
      ],
    },
    { play: 'change orders', files: '2-change' },
    {
      prove: 'P2.5',
      claim: 'an update arrives, a deleted order is gone, one of another site is found there and nowhere else',
      asks: [
        {
          items: SALES_ORDER,
          has: [order(1, 'ONE-DAY'), { ...key(29_003, 30), SHIP_MODE: 'TWO-DAY' }],
          lacks: [key(29_002, 2), key(29_003, 3)],
        },
      ],
    },
  ],
};
