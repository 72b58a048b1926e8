import { runInLanes } from './lanes';

/** Parts that end when they are told to, by name. */
class Parts {
  readonly begun: string[] = [];
  private readonly ends = new Map<string, () => void>();

  readonly run = (name: string): Promise<string> => {
    this.begun.push(name);
    return new Promise((resolve) => this.ends.set(name, () => resolve(name)));
  };

  async end(name: string): Promise<void> {
    this.ends.get(name)?.();
    await new Promise((resolve) => setImmediate(resolve));
  }
}

test('a lane does its own parts in their order, and then what is left, whichever comes first', async () => {
  const parts = new Parts();
  const done = runInLanes({ lanes: [['a1', 'a2'], ['b']], rest: ['c', 'd', 'e'] }, parts.run);
  expect(parts.begun).toEqual(['a1', 'b']);
  await parts.end('b');
  expect(parts.begun).toEqual(['a1', 'b', 'c']);
  await parts.end('a1');
  await parts.end('c');
  expect(parts.begun).toEqual(['a1', 'b', 'c', 'a2', 'd']);
  await parts.end('a2');
  expect(parts.begun).toEqual(['a1', 'b', 'c', 'a2', 'd', 'e']);
  await parts.end('d');
  await parts.end('e');
  expect(await done).toEqual(['a1', 'a2', 'e', 'b', 'c', 'd']);
});

test('one lane does everything one after another', async () => {
  const begun: string[] = [];
  const run = async (name: string): Promise<string> => {
    begun.push(name);
    return name;
  };
  expect(await runInLanes({ lanes: [['a', 'b']], rest: ['c'] }, run)).toEqual(['a', 'b', 'c']);
  expect(begun).toEqual(['a', 'b', 'c']);
});
