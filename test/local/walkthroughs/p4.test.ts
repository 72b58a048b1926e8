import { findWalkthroughs } from '../../../local/walkthroughs/find-walkthroughs';
import type { NamedWalkthrough } from '../../../local/walkthroughs/walkthrough';
import { type Answer, LOG_DATABASE, type Played, playInMemory } from '../../support/walkthrough-stage';

const [P4] = findWalkthroughs().filter(({ name }) => name === 'P4') as [NamedWalkthrough];
const IDS = ['P4.1', 'P4.2', 'P4.3', 'P4.4', 'P4.6', 'P4.7'];

/** What a log or a state comes to, and how often each is asked. */
interface Kept {
  readonly changes: Answer;
  readonly price: { readonly now: string; readonly before: string };
  readonly lastColumn: { readonly log: string; readonly state: string };
  readonly phones: Answer;
  readonly agents: Answer;
  readonly tickets: Answer;
  /** Rows that the snapshot brought, and those that came while connectors were not there. */
  readonly logged: readonly [number, number];
  readonly files: readonly [number, number];
  readonly isSame: boolean;
}

const HEALTHY: Kept = {
  changes: [
    { op: 'u', list_price: '44.00' },
    { op: 'u', list_price: '1000.00' },
  ],
  price: { now: '1000.00', before: '44.00' },
  lastColumn: { log: 'phone', state: 'phone' },
  phones: [
    { order_id: 1, phone: null },
    { order_id: 99_001, phone: '+1 555 0100' },
  ],
  agents: [{ agent_id: 1, name: 'Grace', source: 'support.AGENT' }],
  tickets: [{ cust_id: 9001, ticket_no: 1, subject: 'No bill', priority: '2.50' }],
  logged: [29_100, 1],
  files: [9, 5],
  isSame: true,
};

function played(kept: Kept): Played {
  const { price, lastColumn, logged, files, isSame } = kept;
  const answer: Played['answer'] = (sql, plays, database) => {
    if (sql.includes('$snapshots')) return [{ _col0: 7 }];
    if (sql.includes('CURRENT_TIMESTAMP')) return [{ _col0: '2026-01-01 00:00:00.000 UTC' }];
    if (sql.includes('information_schema')) return [{ last: lastColumn[database === LOG_DATABASE ? 'log' : 'state'] }];
    if (sql === 'product_log_changes 2' || sql.includes("envelope_op <> 'r'")) return kept.changes;
    // As of the snapshot and the moment that were remembered, and not of others.
    if (/VERSION AS OF 7 |AS OF TIMESTAMP '2026-01-01 00:00:00.000 UTC'/.test(sql))
      return [{ list_price: price.before }];
    if (sql.includes('list_price')) return [{ list_price: plays < 2 ? price.before : price.now }];
    if (sql.includes('support_agent')) return kept.agents;
    if (sql.includes('support_ticket')) return kept.tickets;
    if (sql.includes('COUNT_IF')) return [{ snapshot: logged[0], meanwhile: logged[1] }];
    if (sql.includes("= 'SUM'")) return [{ same: isSame }];
    return sql.includes('CHECKSUM') ? [{ _col0: 'SUM' }] : kept.phones;
  };
  const size = (number: number) => ({ files: number, bytes: 1, stored_files: number, stored_bytes: 1 });
  const table = 'tributary_dev_salesdb_state.salesdb_sales_order';
  return {
    walkthrough: P4,
    play: () => ({ c: 0, u: 0, d: 0 }),
    events: () => 0,
    answer,
    upkeep: [{ event: 'lake.maintained', table, before: size(files[0]), after: size(files[1]) }],
  };
}

async function redOf(kept: Partial<Kept>): Promise<string[]> {
  const proofs = await playInMemory(played({ ...HEALTHY, ...kept }));
  expect([...proofs.keys()].sort()).toEqual(IDS);
  return [...proofs].filter(([, { passed }]) => !passed).map(([id]) => id);
}

test('logs and states that are as they should be pass', async () => {
  expect(await redOf({})).toEqual([]);
});

test.each<[string, Partial<Kept>, string[]]>([
  ['a log without the newer value', { changes: HEALTHY.changes.slice(0, 1) }, ['P4.1', 'P4.2']],
  ['a state with the older value', { price: { now: '44.00', before: '44.00' } }, ['P4.2']],
  ['a state that was never another', { price: { now: '1000.00', before: '1000.00' } }, ['P4.2']],
  ['a column that comes before others in the log', { lastColumn: { log: '_cdc', state: 'phone' } }, ['P4.3']],
  ['a column that comes before others in the state', { lastColumn: { log: 'phone', state: 'site_id' } }, ['P4.3']],
  ['a value for rows from before', { phones: HEALTHY.phones.map((row) => ({ ...row, phone: 'x' })) }, ['P4.3']],
  ['a new table without its row', { agents: [] }, ['P4.4']],
  ['a declared table of one topic without its row', { tickets: [] }, ['P4.4']],
  ['a snapshot that is read again', { logged: [58_200, 1] }, ['P4.6']],
  ['a row that came meanwhile and is missing', { logged: [29_100, 0] }, ['P4.6']],
  ['as many files as before', { files: [5, 5] }, ['P4.7']],
  ['rows that the upkeep changed', { isSame: false }, ['P4.7']],
])('%s turns the proof red', async (_, kept, red) => {
  expect(await redOf(kept)).toEqual(red);
});
