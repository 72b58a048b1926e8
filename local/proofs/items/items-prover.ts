import { itemTable } from '../../model/item-table';
import { transformPrefix } from '../../model/transform-prefix';
import type { QueryResult } from '../../servers/local-server';
import type { RunningConnector } from '../../session/running-platform';
import { describeStandstill, isDead } from '../../watch/standstill';
import { consumedTopics } from '../archive/prove-archive';
import type { Rows } from '../rows';
import { settle } from '../settle';
import type { SourceLog, SourceRows } from '../source-log';
import { attributeText, type Item, isTombstone, OWN_PREFIX } from './attribute-text';
import { compareItems, type ItemLayout } from './compare-items';
import { type ItemReader, itemsChecksum } from './read-items';

/** Seconds in which no item came or changed, although something is missing. */
const PATIENCE_SECONDS = 60;

const FLATTEN = 'org.apache.kafka.connect.transforms.Flatten$Value';
/** As the transform has it. */
const DEFAULT_DELIMITER = '.';

/** What the tables of a sink hold, set against their sources. */
export interface ItemComparison {
  /** Rows of the sources. */
  readonly rows: number;
  readonly tables: number;
  /** That every item of every table has. */
  readonly attributes: readonly string[];
  readonly problems: readonly string[];
  /** Every item that was compared, by topic. */
  readonly items: Snapshot;
}

/** Items by topic. */
export type Snapshot = ReadonlyMap<string, readonly Item[]>;

/** Compares the items that one sink keeps with what their sources hold. */
export class ItemsProver {
  readonly topics: readonly string[];
  private readonly checksums = new Map<string, string>();

  /** @param logs sources that are known by then */
  constructor(
    readonly sink: RunningConnector,
    private readonly reader: ItemReader,
    private readonly logs: readonly SourceLog[],
  ) {
    this.topics = consumedTopics(sink);
  }

  table(topic: string): string {
    return itemTable(this.sink.config, topic);
  }

  /** Waits as long as items come or change, then says what differs. */
  async compare(topics: readonly string[] = this.topics): Promise<ItemComparison> {
    const before = new Map<string, Rows>();
    for (const topic of topics) before.set(topic, (await this.sourceOf(topic)).rows);
    const compared = await this.waitFor(
      async () => ((await this.mayBeComplete(before)) ? this.compareNow(before) : undefined),
      (found) => found?.problems.length === 0,
    );
    const { problems, ...counts } = compared ?? (await this.compareNow(before));
    const standstill = problems.length === 0 ? undefined : await describeStandstill(this.sink);
    return { ...counts, problems: standstill === undefined ? problems : [...problems, standstill] };
  }

  /** The items with these keys, those that stand for rows that are gone left out; values as texts. */
  async lookUp(topic: string, keys: readonly Readonly<Record<string, string | null>>[]): Promise<QueryResult> {
    const found: Item[] = [];
    for (const key of keys) {
      const item = await this.reader.get(this.table(topic), key);
      if (item !== undefined && !isTombstone(item)) found.push(item);
    }
    const asked = [...keys, ...found].flatMap((row) => Object.keys(row));
    const columns = [...new Set(asked)].filter((name) => !name.startsWith(OWN_PREFIX));
    return { columns, rows: found.map((item) => columns.map((name) => attributeText(item[name]))) };
  }

  /** Every item of every table, by topic. */
  async snapshot(): Promise<Snapshot> {
    const all = new Map<string, readonly Item[]>();
    for (const topic of this.topics) all.set(topic, await this.reader.all(this.table(topic)));
    return all;
  }

  /** Looks again until it is right, or nothing comes any more. */
  waitFor<T>(compare: () => Promise<T>, isEqual: (result: T) => boolean): Promise<T> {
    return settle({
      compare,
      isEqual,
      progress: () => this.progress(),
      patience: PATIENCE_SECONDS,
      isOver: async () => isDead(this.sink),
    });
  }

  /** To read all items takes long, and is in vain as long as some are missing. */
  private async mayBeComplete(before: ReadonlyMap<string, Rows>): Promise<boolean> {
    for (const [topic, { size }] of before) {
      if ((await this.reader.count(this.table(topic))) < size) return false;
    }
    return true;
  }

  /** @param before rows of each topic: a source may never end, so only they have to be items */
  private async compareNow(before: ReadonlyMap<string, Rows>): Promise<ItemComparison> {
    const problems: string[] = [];
    const attributes: (readonly string[])[] = [];
    const all = new Map<string, readonly Item[]>();
    let rows = 0;
    for (const [topic, known] of before) {
      const table = this.table(topic);
      const items = await this.reader.all(table);
      all.set(topic, items);
      this.checksums.set(topic, itemsChecksum(items));
      // After the items: what came meanwhile is no item that the source has not.
      const source = await this.sourceOf(topic);
      const found = compareItems(source, items, await this.layout(table), known);
      rows += found.rows;
      attributes.push(found.attributes);
      problems.push(...found.problems.map((problem) => `${table}: ${problem}`));
      if (found.count > 0) problems.push(`${table}: ${found.count} items differ`, ...found.examples);
    }
    const [first = [], ...others] = attributes;
    const common = first.filter((name) => others.every((names) => names.includes(name)));
    return { rows, tables: before.size, attributes: common, problems, items: all };
  }

  private async sourceOf(topic: string): Promise<SourceRows> {
    for (const log of this.logs) {
      const table = log.tables.find((each) => each.topic === topic);
      if (table !== undefined) return log.readTable(table);
    }
    throw new Error(`items must be of a topic that a source of this run fills, got: ${topic}`);
  }

  private async layout(table: string): Promise<ItemLayout> {
    const key = await this.reader.key(table);
    return { key: key.map(({ name }) => name), delimiter: flattenedWith(this.sink.config) };
  }

  private async progress(): Promise<string> {
    const counts = [];
    for (const topic of this.topics) counts.push(await this.reader.count(this.table(topic)));
    return JSON.stringify([counts, [...this.checksums]]);
  }
}

/** What a connector's transform puts between the names of members; undefined where it has none. */
export function flattenedWith(config: Readonly<Record<string, string>>): string | undefined {
  const flatten = transformPrefix(config, FLATTEN);
  return flatten && (config[`${flatten}delimiter`] ?? DEFAULT_DELIMITER);
}
