import { isFaultless, readFaultRows } from './fault-rows';

const GOOD = '{"fault":"kill -9","seed":7,"lost":0,"stale":0,"duplicated":0}';

test('what the tests wrote down is a row a line', () => {
  expect(readFaultRows(`${GOOD}\n${GOOD}\n`)).toHaveLength(2);
  expect(() => readFaultRows('{"fault":"kill -9","seed":7}')).toThrow('a line must have fault, seed, lost, stale');
});

test.each(['lost', 'stale', 'duplicated'])('a row that is %s is a fault that was not survived', (count) => {
  const [row] = readFaultRows(GOOD);
  expect(isFaultless([{ ...row, [count]: 1 } as never])).toBe(false);
});

test('nothing tried is nothing survived', () => {
  expect(isFaultless([])).toBe(false);
  expect(isFaultless(readFaultRows(GOOD))).toBe(true);
});
