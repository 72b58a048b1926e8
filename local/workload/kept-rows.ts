import type { Random } from './random';

/** Values of a row's columns as literals of SQL. */
export type Row = ReadonlyMap<string, string>;

/** Rows that are found by their key, and drawn by chance. */
export class KeptRows {
  private rows: Row[] = [];
  private places = new Map<string, number>();

  /** @param key columns of the primary key */
  constructor(private readonly key: readonly string[]) {}

  get size(): number {
    return this.rows.length;
  }

  has(row: Row): boolean {
    return this.places.has(this.keyOf(row));
  }

  /** Of at least one row. */
  pick(random: Random): Row {
    return random.pick(this.rows);
  }

  /** Up to `count` different rows. */
  pickSome(random: Random, count: number): Row[] {
    const picked = new Map<string, Row>();
    for (let attempt = 0; attempt < count && this.rows.length > 0; attempt++) {
      const row = this.pick(random);
      picked.set(this.keyOf(row), row);
    }
    return [...picked.values()];
  }

  /** Takes the place of a row with the same key. */
  add(row: Row): void {
    this.remove(row);
    this.places.set(this.keyOf(row), this.rows.length);
    this.rows.push(row);
  }

  /** Does nothing where there is no such row. */
  remove(row: Row): void {
    const key = this.keyOf(row);
    const place = this.places.get(key);
    if (place === undefined) return;
    this.places.delete(key);
    const last = this.rows.pop();
    if (last === undefined || place === this.rows.length) return;
    this.rows[place] = last;
    this.places.set(this.keyOf(last), place);
  }

  /** Forgets all rows for others. Returns how to have the old ones again. */
  replaceAll(rows: readonly Row[]): () => void {
    const { rows: oldRows, places: oldPlaces } = this;
    this.rows = [];
    this.places = new Map();
    for (const row of rows) this.add(row);
    return () => {
      this.rows = oldRows;
      this.places = oldPlaces;
    };
  }

  keyOf(row: Row): string {
    return this.key.map((column) => row.get(column)).join();
  }
}
