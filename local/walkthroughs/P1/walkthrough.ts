import type { AnsweredRow, Ask, Walkthrough } from '../walkthrough';

/** Customers of the sample. */
const CUSTOMERS = 8886;

/** A customer as the sample and the inserts write it. */
const customer = (id: number): AnsweredRow => ({ cust_id: String(id), name: `Customer Name ${id}` });
const updated = (id: number): AnsweredRow => ({
  cust_id: String(id),
  name: `Customer Name update ${id}`,
  mktsegment: `Market segment update ${id}`,
});

const count = (rows: number): Ask => ({ query: { named: 'customer_count' }, answers: [{ row_count: String(rows) }] });
const newest = (...has: AnsweredRow[]): Ask => ({ query: { named: 'customer_top_40' }, has });

/** MySQL → Debezium → Kafka → S3 archive → Delta tables → SQL, as `docs/walkthroughs/P1.md` tells it. */
export const walkthrough: Walkthrough = {
  requires: { tables: ['salesdb.CUSTOMER'], targets: ['archive', 'tables'] },
  counts: { snapshot: 'P1.1', played: 'P1.2', rerun: 'P1.6', tables: 'P1.8' },
  steps: [
    { run: 'job' },
    {
      prove: 'P1.3',
      claim: 'the first run of the job makes the table that SQL finds',
      asks: [count(CUSTOMERS), newest(customer(CUSTOMERS))],
    },
    { play: 'insert rows', files: '1-insert' },
    { run: 'job' },
    {
      prove: 'P1.4',
      claim: 'inserted rows are there after the next run',
      asks: [count(CUSTOMERS + 3), newest(customer(8887), customer(8888), customer(8889))],
    },
    { play: 'change rows', files: '2-change' },
    { run: 'job' },
    {
      prove: 'P1.5',
      claim: 'updated rows are changed, a deleted one is gone, a new one is there',
      asks: [
        count(CUSTOMERS + 3),
        { ...newest(updated(8888), updated(8889), customer(9000)), lacks: [{ cust_id: '8887' }] },
      ],
    },
    { play: 'add a column', files: '3-add-column', as: 'admin' },
    { play: 'change what is elsewhere on the server', files: '4-elsewhere', as: 'admin' },
    // One run for both: a run takes longer than all that is played.
    { run: 'job' },
    {
      prove: 'P1.7',
      claim: 'a column that the source got arrives; rows from before have none',
      asks: [newest({ ...customer(9000), phone: null }, { ...customer(9001), phone: '+1 555 0100' })],
    },
    {
      prove: 'P1.9',
      claim: 'statements elsewhere on the server and a wider column end nothing; NULL beside a default is NULL',
      asks: [
        count(CUSTOMERS + 6),
        newest(
          { ...customer(9002), phone: null },
          // Longer than the column could hold before it was widened.
          { cust_id: '9003', name: `Customer Name 9003${'!'.repeat(300)}`, phone: 'none' },
        ),
      ],
    },
  ],
};
