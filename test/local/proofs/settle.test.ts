import { settle } from '../../../local/proofs/settle';

test('ends as soon as nothing differs', async () => {
  let left = 3;
  const compare = jest.fn(async () => left--);
  await settle({ compare, isEqual: (value) => value === 1, progress: async () => String(left), patience: 60 });
  expect(compare).toHaveBeenCalledTimes(3);
});

test('waits as long as something moves, and not for ever when nothing does', async () => {
  let moves = 4;
  const seen: number[] = [];
  const result = await settle({
    compare: async () => seen.push(moves),
    isEqual: () => false,
    progress: async () => String(moves > 0 ? moves-- : 0),
    patience: 0,
  });
  expect(seen).toEqual([3, 2, 1, 0, 0, 0]);
  expect(result).toBe(6);
});

test('does not wait for what can come no more', async () => {
  const compare = jest.fn(async () => 'other');
  const isOver = async (): Promise<boolean> => true;
  expect(await settle({ compare, isEqual: () => false, progress: async () => '', patience: 3600, isOver })).toBe(
    'other',
  );
  expect(compare).toHaveBeenCalledTimes(2);
});
