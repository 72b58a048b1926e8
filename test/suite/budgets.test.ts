import { overBudget, secondsOf } from './budgets';

const BUDGETS = { quick: 10 };

test('a part within its budget is no warning', () => {
  expect(overBudget([{ name: 'quick', seconds: 10 }], BUDGETS)).toEqual([]);
});

test('one that takes longer, or that has no budget, is', () => {
  const parts = [
    { name: 'quick', seconds: 11.4 },
    { name: 'new', seconds: 2 },
  ];
  expect(overBudget(parts, BUDGETS)).toEqual([
    'warning: `quick` has a budget of 10 s, took: 11 s',
    'warning: `new` must have a budget in test/suite/seconds-per-part.json, took: 2 s',
  ]);
});

test('times are told in tenths', () => {
  expect(secondsOf([{ name: 'quick', seconds: 1.2345 }])).toEqual({ quick: 1.2 });
});
