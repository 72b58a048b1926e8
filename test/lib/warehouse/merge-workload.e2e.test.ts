import type { EpochBegin } from '../../../connectors/epochs';
import { type MergedTable, WarehouseBench } from '../../support/warehouse-bench';
import { at, NAMES } from '../../support/warehouse-changes';
import { PLAIN_TABLE } from '../../support/warehouse-tables';

jest.setTimeout(120_000);

const PARTITIONS = 3;
const KEYS = 10;

let bench: WarehouseBench;
beforeAll(async () => {
  bench = await WarehouseBench.open();
});
afterAll(() => bench.close());

/** A table of MySQL, its log, and the connector that sends it: at least once, and in the order of the log. */
class Source {
  readonly rows = new Map<number, string>();
  readonly offsets: number[] = Array<number>(PARTITIONS).fill(0);
  private readonly log: (readonly (readonly [id: number, value: object | null])[])[] = [];
  private server = 1;
  private file = 900;
  private pos = 0;
  private state: number;

  constructor(
    private readonly table: MergedTable,
    seed: number,
  ) {
    this.state = seed;
  }

  below(limit: number): number {
    this.state = (Math.imul(this.state, 1103515245) + 12345) & 0x7fffffff;
    return Math.floor((this.state / 0x80000000) * limit);
  }

  /** One statement, of one or more changes at one place. */
  write(): void {
    this.pos += this.below(3) === 0 ? 1 : 1000;
    if (this.below(25) === 0) {
      this.file++;
      this.pos = 4;
    }
    const id = this.below(KEYS);
    const other = this.below(KEYS);
    const name = `v${this.file}-${this.pos}`;
    const was = this.rows.get(id);
    const kind = this.below(30);
    if (kind === 0) {
      this.rows.clear();
      this.send([[0, this.change('t', 0, null)]]);
    } else if (was === undefined) {
      this.rows.set(id, name);
      this.send([[id, this.change('c', id, name)]]);
    } else if (kind < 9) {
      this.rows.delete(id);
      this.send([
        [id, this.change('d', id, was)],
        [id, null],
      ]);
    } else if (kind < 14 && !this.rows.has(other)) {
      this.rows.delete(id);
      this.rows.set(other, name);
      this.send([
        [id, this.change('d', id, was)],
        [id, null],
        [other, this.change('c', other, name)],
      ]);
    } else {
      const rounds = 1 + this.below(3);
      for (let row = 0; row < rounds; row++) {
        this.rows.set(id, `${name}-${row}`);
        this.send([[id, this.change('u', id, `${name}-${row}`, row)]]);
      }
    }
  }

  /** The connector was killed, and is killed again while it sends what it had not committed. */
  sendAgain(): void {
    const uncommitted = this.log.slice(-1 - this.below(40));
    for (const sent of uncommitted.slice(0, 1 + this.below(uncommitted.length))) this.deliver(sent);
  }

  snapshot(): void {
    this.pos += 10;
    // A truncate may stand below it, and nothing that is sent again.
    this.log.length = 0;
    for (const [id, name] of this.rows) this.deliver([[id, this.change('r', id, name)]]);
  }

  /** The rows are those of another server, whose log is at its beginning. */
  exchange(): EpochBegin {
    this.server++;
    this.file = 1;
    this.pos = 4;
    const begin = Object.fromEntries(this.offsets.map((offset, partition) => [partition, offset]));
    this.snapshot();
    return begin;
  }

  private change(op: string, id: number, name: string | null, row = 0): object {
    const image = { CUST_ID: id, NAME: name, MKTSEGMENT: 'm' };
    const file = `mysql-bin.${String(this.file).padStart(6, '0')}`;
    const gtid = op === 'r' ? null : `server-${this.server}:${this.pos}`;
    return {
      op,
      before: 'du'.includes(op) ? image : null,
      after: 'rcu'.includes(op) ? image : null,
      // Everything within one millisecond.
      source: { file, pos: this.pos, row, gtid, server_id: op === 'r' ? 0 : this.server, ts_ms: 1 },
      ts_ms: 1,
    };
  }

  private send(sent: readonly (readonly [number, object | null])[]): void {
    this.log.push(sent);
    this.deliver(sent);
  }

  private deliver(sent: readonly (readonly [number, object | null])[]): void {
    for (const [id, value] of sent) {
      const partition = id % PARTITIONS;
      const offset = this.offsets[partition] ?? 0;
      this.offsets[partition] = offset + 1;
      // Nobody says whether a record without a value is shown.
      if (value === null && this.below(2) === 0) continue;
      const record = at(offset, value, partition);
      this.table.put(record);
      if (this.below(10) === 0) this.table.put(record);
    }
  }
}

async function equal(table: MergedTable, source: Source): Promise<void> {
  await table.merge();
  const rows = await table.rows(NAMES);
  expect(rows.map(([id, name]) => [Number(id), name])).toEqual([...source.rows].sort(([a], [b]) => a - b));
}

test.each([11, 12])(
  'truncates, moved keys, further snapshots, restarts and an exchanged server end equal to the source (seed %i)',
  async (seed) => {
    let table = await bench.make({ ...PLAIN_TABLE, truncate: 'apply' });
    const source = new Source(table, seed);
    const epochs: EpochBegin[] = [];
    for (let batch = 0; batch < 8; batch++) {
      if (batch === 5) {
        epochs.push(source.exchange());
        table = await table.deploy({ epochs });
      }
      const statements = 5 + source.below(25);
      for (let i = 0; i < statements; i++) {
        source.write();
        if (source.below(12) === 0) source.sendAgain();
        if (source.below(30) === 0) source.snapshot();
      }
      await equal(table, source);
      for (let i = 0; i < 3; i++) {
        source.sendAgain();
        await equal(table, source);
      }
    }
  },
);
