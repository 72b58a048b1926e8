/** Numbers that look random and are the same again for the same seed (Chris Doty-Humphrey's sfc32). */
export class Random {
  private a: number;
  private b: number;
  private c = 0;
  private counter = 1;

  /** @param seed a whole number, negative as well */
  constructor(seed: number) {
    this.a = Math.floor(seed / 2 ** 32) | 0;
    this.b = seed | 0;
    for (let round = 0; round < 12; round++) this.next();
  }

  /** At least 0 and less than 2³². */
  next(): number {
    const sum = (this.a + this.b + this.counter) | 0;
    this.counter = (this.counter + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = (((this.c << 21) | (this.c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }

  /** A whole number of at least 0 and less than `end`, which is at most 2³². */
  below(end: number): number {
    return Math.floor((this.next() / 2 ** 32) * end);
  }

  /** A whole number from `low` up to and with `high`. */
  between(low: bigint, high: bigint): bigint {
    const span = high - low + 1n;
    let drawn = 0n;
    for (let size = 1n; size < span; size <<= 32n) drawn = (drawn << 32n) | BigInt(this.next());
    return low + (drawn % span);
  }

  /** True with a probability from 0 to 1. */
  chance(probability: number): boolean {
    return this.next() < probability * 2 ** 32;
  }

  /** One of at least one item. */
  pick<T>(items: readonly T[]): T {
    return items[this.below(items.length)] as T;
  }
}
