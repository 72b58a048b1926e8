import { Random } from '../../../local/workload/random';

const drawn = (seed: number, count = 1000): number[] => {
  const random = new Random(seed);
  return Array.from({ length: count }, () => random.next());
};

test('a seed gives the same numbers again, and another one others', () => {
  expect(drawn(7)).toEqual(drawn(7));
  const seeds = [0, 1, 7, 2 ** 32 + 7, -7, Number.MAX_SAFE_INTEGER];
  expect(new Set(seeds.map((seed) => drawn(seed).join())).size).toBe(seeds.length);
});

test('a seed that somebody wrote down gives the numbers that it gave then', () => {
  expect(drawn(1, 3)).toEqual([2012149540, 1872316204, 1707632675]);
});

test('a range is reached from end to end, however wide', () => {
  const random = new Random(1);
  const small = Array.from({ length: 500 }, () => random.between(-2n, 2n));
  expect(new Set(small)).toEqual(new Set([-2n, -1n, 0n, 1n, 2n]));
  const [low, high] = [-(10n ** 65n), 10n ** 65n];
  const wide = Array.from({ length: 500 }, () => random.between(low, high));
  expect(wide.every((value) => value >= low && value <= high)).toBe(true);
  expect(wide.some((value) => value < low / 2n) && wide.some((value) => value > high / 2n)).toBe(true);
  expect(random.between(5n, 5n)).toBe(5n);
});

test('items and chances are as frequent as they should be', () => {
  const random = new Random(1);
  const picked = Array.from({ length: 3000 }, () => random.pick(['a', 'b', 'c']));
  for (const item of ['a', 'b', 'c']) {
    expect(picked.filter((one) => one === item).length / 1000).toBeCloseTo(1, 0);
  }
  const taken = Array.from({ length: 3000 }, () => random.chance(0.1)).filter(Boolean).length;
  expect(taken).toBeGreaterThan(200);
  expect(taken).toBeLessThan(400);
  expect([random.chance(0), random.chance(1)]).toEqual([false, true]);
});
