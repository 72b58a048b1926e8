import { generatedTopic } from '../../model/generated-topic';
import type { RunningConnector } from '../../session/running-platform';
import { describeStandstill, isDead } from '../../watch/standstill';
import { canonicalValue, eventText, type Form, type SourceColumn, valueIn } from '../canonical-value';
import type { CapturedTable } from '../captured/captured-tables';
import type { SourceTable } from '../captured/source-table';
import { FoldedTopics, plainChange } from '../folded-topics';
import { compareRows, type Row, type Rows, rowKey } from '../rows';
import { settle } from '../settle';
import type { SourceLog, SourceRows, TopicDifference } from '../source-log';
import type { TopicReader } from '../topic-reader';
import { generatedOrder, type OrderSeed } from './order-generator';

export const GENERATED_CLAIM =
  'the topic holds each order that the generator makes, value by value, with its address nested';

/** Seconds in which no order came, although some are missing. */
const PATIENCE_SECONDS = 60;

/** Each lane of ids is one task's, whose orders come in their order: all of it up to the newest one has to be there. */
const LANES = 12n;

/** As the connector has them. */
const DEFAULTS = { seed: '1', 'start.time.ms': '1487715775521', count: '-1' };

const column = (name: string, form: Form, path = [name]): SourceColumn => ({ name, form, path });
const COLUMNS: SourceTable['columns'] = [
  column('ordertime', 'number'),
  column('orderid', 'number'),
  column('itemid', 'text'),
  column('orderunits', 'double'),
  ...['city', 'state'].map((name) => column(`address.${name}`, 'text', ['address', name])),
  column('address.zipcode', 'number', ['address', 'zipcode']),
];

export function isGenerator({ config }: RunningConnector): boolean {
  return generatedTopic(config) !== undefined;
}

/** The source's side of flows that begin at a generator: what it makes follows from its configuration. */
export class GeneratedLog implements SourceLog {
  readonly tables: readonly CapturedTable[];
  private readonly table: SourceTable;
  private readonly topics: FoldedTopics;
  private readonly seed: OrderSeed;
  /** Undefined for a generator without an end. */
  private readonly count: bigint | undefined;

  /** @param reader of its topic */
  constructor(
    readonly connector: RunningConnector,
    reader: Pick<TopicReader, 'read' | 'offsets'>,
  ) {
    const config = { ...DEFAULTS, ...connector.config };
    const topic = generatedTopic(config) ?? '';
    this.table = { schema: 'generated', table: topic, topic, ownTopic: topic, columns: COLUMNS, key: ['orderid'] };
    this.tables = [this.table];
    this.topics = new FoldedTopics(reader, { changeOf: plainChange });
    this.seed = { seed: BigInt(config.seed), startTime: BigInt(config['start.time.ms']) };
    this.count = BigInt(config.count) < 0n ? undefined : BigInt(config.count);
  }

  get name(): string {
    return this.connector.model.capture ?? this.connector.model.name;
  }

  async readTable(): Promise<SourceRows> {
    await this.topics.advance();
    return { table: this.table, rows: this.expectedRows() };
  }

  async compareTopics(): Promise<readonly TopicDifference[]> {
    const difference = await settle({
      compare: async () => {
        await this.topics.advance();
        return this.compare();
      },
      isEqual: ({ count }) => count === 0,
      progress: () => this.topics.progress(),
      patience: PATIENCE_SECONDS,
      isOver: async () => isDead(this.connector),
    });
    return [difference];
  }

  standstill(): Promise<string | undefined> {
    return describeStandstill(this.connector);
  }

  private compare(): TopicDifference {
    const expected = this.expectedRows();
    const names = COLUMNS.map(({ name }) => name);
    const found = compareRows(expected, this.topics.rows(this.table), names, ['generator', 'topic']);
    return { table: this.table, rows: expected.size, unread: 0, ...found };
  }

  private expectedRows(): Rows {
    return new Map(
      this.expectedIds().map((id) => {
        const order = generatedOrder(this.seed, id);
        const row: Row = COLUMNS.map((each) => canonicalValue(each, eventText(valueIn(order, each))));
        return [rowKey([String(id)]), row];
      }),
    );
  }

  private expectedIds(): bigint[] {
    const { count } = this;
    if (count !== undefined) return Array.from({ length: Number(count) }, (_, id) => BigInt(id));
    // It makes at least one.
    const newest = new Map([[0n, 0n]]);
    for (const [, text] of this.topics.rows(this.table).values()) {
      const id = BigInt(/^\d+$/.test(text ?? '') ? (text ?? '') : -1);
      if (id > (newest.get(id % LANES) ?? -1n)) newest.set(id % LANES, id);
    }
    return [...newest].flatMap(([lane, last]) =>
      Array.from({ length: Number((last - lane) / LANES) + 1 }, (_, turn) => lane + BigInt(turn) * LANES),
    );
  }
}
