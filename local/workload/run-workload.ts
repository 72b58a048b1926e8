import { Journal } from './journal';
import { Operations } from './operations';
import { Random } from './random';
import { RowDrawer } from './row-drawer';
import { idOf, type TableId } from './table-shape';
import { TableState, type TableTally } from './table-state';
import { Transactions } from './transactions';
import { WorkloadError } from './workload-error';
import type { WorkloadSession } from './workload-session';

export interface WorkloadOptions {
  /** A whole number. The same one gives the same statements, where tables have the same rows. */
  readonly seed: number;
  /** Row changes that are committed, at least; a key change is two. Every table is changed, however few these are. */
  readonly changes: number;
}

/** What a workload did. */
export interface WorkloadResult {
  readonly seed: number;
  /**
   * By `schema.table`, as Debezium tells committed changes: an UPDATE that changes nothing is none, the change of a key is a `d` and
   * a `c`, and a REPLACE is what the server makes of it.
   */
  readonly tables: ReadonlyMap<string, Readonly<TableTally>>;
  /** Tables of which no row was changed, with the server's last words. */
  readonly untouched: ReadonlyMap<string, string>;
  /** False where tables have triggers: what these change is not counted. */
  readonly exact: boolean;
  /** Committed ones that changed something. */
  readonly transactions: number;
  readonly rolledBack: number;
}

/** Statements that a table may refuse one after the other until it is left alone. */
const MOST_REFUSED = 200;
/** Attempts to give a table its first rows. */
const FILLS = 20;
const FILLED_ROWS = 5;
/** Transactions one after the other of which nothing came, until no more are tried. */
const MOST_IDLE = 500;

/**
 * Changes rows of tables by statements that a seed decides, made from what the server says of the tables: rows of every kind of
 * value, new ones and those that are there, by transactions of which some are rolled back. Never does it cause a cascade of a
 * foreign key, which some logs do not have.
 *
 * @param session whose connection keeps the workload's settings, and that nobody else uses meanwhile
 * @throws WorkloadError for a table that is not there, and where the server does not answer
 */
export async function runWorkload(
  session: WorkloadSession,
  tables: readonly TableId[],
  { seed, changes }: WorkloadOptions,
): Promise<WorkloadResult> {
  if (!Number.isSafeInteger(seed)) throw new WorkloadError(`\`seed\` must be a whole number, got: ${seed}`);
  const random = new Random(seed);
  const journal = new Journal();
  await session.prepare();
  const { changed, all } = await readStates(session, tables, journal);
  const operations = new Operations(new RowDrawer(all, random), session, random);
  const transactions = new Transactions(session, operations, journal, random);

  const keyed = changed.filter(({ shape }) => shape.primaryKey.length > 0);
  for (const state of all.values()) if (state.shape.primaryKey.length > 0) await operations.reread(state);
  journal.commit();
  for (const state of parentsFirst(keyed, all)) {
    for (let attempt = 0; attempt < FILLS && total(state) === 0; attempt++) await transactions.fill(state, FILLED_ROWS);
  }
  await play(transactions, keyed, changes);

  return {
    seed,
    tables: new Map(changed.map((state) => [idOf(state.shape), state.tally])),
    untouched: new Map(
      changed.filter((state) => total(state) === 0).map((state) => [idOf(state.shape), state.lastWords]),
    ),
    exact: [...all.values()].every(({ shape }) => !shape.hasTriggers),
    transactions: transactions.counts.committed,
    rolledBack: transactions.counts.rolledBack,
  };
}

async function play(transactions: Transactions, tables: readonly TableState[], changes: number): Promise<void> {
  let done = sum(tables);
  for (let idle = 0; done < changes && idle < MOST_IDLE; ) {
    const open = tables.filter(({ refusedInRow }) => refusedInRow < MOST_REFUSED);
    if (open.length === 0) return;
    await transactions.change(open, changes - done);
    const now = sum(tables);
    idle = now === done ? idle + 1 : 0;
    done = now;
  }
}

/** The tables to change, and with them those that they refer to, which are only read. */
async function readStates(
  session: WorkloadSession,
  tables: readonly TableId[],
  journal: Journal,
): Promise<{ readonly changed: readonly TableState[]; readonly all: ReadonlyMap<string, TableState> }> {
  const shapes = await session.describeTables(tables);
  const known = new Set(shapes.map(idOf));
  const parents = new Map(
    shapes
      .flatMap(({ foreignKeys }) => foreignKeys.map(({ parent }) => [idOf(parent), parent] as const))
      .filter(([id]) => !known.has(id)),
  );
  const states = [...shapes, ...(await session.describeTables([...parents.values()]))].map(
    (shape) => new TableState(shape, journal),
  );
  return {
    changed: states.slice(0, shapes.length),
    all: new Map(states.map((state) => [idOf(state.shape), state])),
  };
}

/** In an order in which each table has something to refer to, as far as there is one. */
function parentsFirst(tables: readonly TableState[], all: ReadonlyMap<string, TableState>): TableState[] {
  const ordered = new Set<TableState>();
  const visiting = new Set<TableState>();
  const visit = (state: TableState): void => {
    if (visiting.has(state)) return;
    visiting.add(state);
    for (const { parent } of state.shape.foreignKeys) {
      const parentState = all.get(idOf(parent));
      if (parentState !== undefined) visit(parentState);
    }
    ordered.add(state);
  };
  tables.forEach(visit);
  return [...ordered].filter((state) => tables.includes(state));
}

function total({ tally }: TableState): number {
  return tally.c + tally.u + tally.d;
}

function sum(tables: readonly TableState[]): number {
  return tables.reduce((changes, state) => changes + total(state), 0);
}
