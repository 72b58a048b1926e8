import type { Guard, Mutation } from './mutation';

const ITEMS = 'local/proofs/items';
const GENERATED = 'local/proofs/generated';
const items = (...names: string[]): Guard => ({
  kind: 'jest',
  tests: names.map((name) => `test/local/proofs/items/${name}.test.ts`),
});
const p2: Guard = { kind: 'jest', tests: ['test/local/walkthroughs/p2.test.ts'] };

/** Lines without which a proof of made-up orders or of items would pass whatever runs. */
export const ITEM_MUTATIONS: readonly Mutation[] = [
  {
    name: 'proof P2.1: an order that anybody could have made',
    file: `${GENERATED}/order-generator.ts`,
    from: 'mix(state + orderid + draw * GOLDEN_GAMMA)',
    to: 'mix(state + draw * GOLDEN_GAMMA)',
    guard: { kind: 'jest', tests: ['test/local/proofs/generated/order-generator.test.ts'] },
  },
  {
    name: 'proof P2.1: an address that need not be nested',
    file: `${GENERATED}/generated-log.ts`,
    from: "['address', name])",
    to: '[name])',
    guard: { kind: 'jest', tests: ['test/local/proofs/generated/generated-log.test.ts'] },
  },
  {
    name: 'proof P2.1: orders that never came',
    file: `${GENERATED}/generated-log.ts`,
    from: 'if (count !== undefined) return',
    to: 'if (false) return',
    guard: { kind: 'jest', tests: ['test/local/proofs/generated/generated-log.test.ts'] },
  },
  {
    name: 'proof P2.2: attributes that are not there',
    file: 'local/walkthroughs/judge-answer.ts',
    from: 'wanted.filter((name) => !attributes.includes(name))',
    to: 'wanted.filter(() => false)',
    guard: p2,
  },
  {
    name: 'proof P2.3: fewer rows than there are to be',
    file: 'local/walkthroughs/judge-answer.ts',
    from: 'const all = [\n    ...(rows > moreThan ? [] : [`${rows} rows are not more than ${moreThan}`]),\n    ...wanted',
    to: 'const all = [\n    ...wanted',
    guard: p2,
  },
  {
    name: 'proof P2.3: items that differ from their source',
    file: 'local/walkthroughs/judge-answer.ts',
    from: '    ...problems,\n  ];\n  const isRight = all',
    to: '  ];\n  const isRight = all',
    guard: p2,
  },
  {
    name: 'proof P2.5: items that should be gone',
    file: 'local/walkthroughs/questions.ts',
    from: '...(ask.lacks ?? [])]',
    to: ']',
    guard: p2,
  },
  {
    name: 'proof P2.6: items that a replay wrote again',
    file: `${ITEMS}/prove-replay.ts`,
    from: '    ...changed.problems,\n',
    to: '',
    guard: items('prove-replay'),
  },
  {
    name: 'proof P2.6: items that a replay brought back',
    file: `${ITEMS}/prove-replay.ts`,
    from: 'grew ||= now.size > items.length - gone.length;',
    to: '',
    guard: items('prove-replay'),
  },
  {
    name: 'proof P2.6: a replay of nothing',
    file: `${ITEMS}/prove-replay.ts`,
    from: '...(records > 0 ? [] :',
    to: '...(true ? [] :',
    guard: items('prove-replay'),
  },
  {
    name: 'proof P2.6: a replay that is not over',
    file: `${ITEMS}/prove-replay.ts`,
    from: '...(isOver ? [] :',
    to: '...(true ? [] :',
    guard: items('prove-replay'),
  },
  {
    name: 'proof items: what stands for a row that is gone, taken for one',
    file: `${ITEMS}/compare-items.ts`,
    from: 'items.filter((item) => !isTombstone(item))',
    to: 'items',
    guard: items('compare-items'),
  },
  {
    name: 'proof items: attributes that the source has not',
    file: `${ITEMS}/compare-items.ts`,
    from: 'if (!known.includes(name) && !name.startsWith(OWN_PREFIX))',
    to: 'if (false)',
    guard: items('compare-items'),
  },
  {
    name: 'proof items: rows that share an item',
    file: `${ITEMS}/compare-items.ts`,
    from: 'expected.size === due.length',
    to: 'true',
    guard: items('compare-items'),
  },
  {
    name: 'proof items: rows that are still to come',
    file: `${ITEMS}/compare-items.ts`,
    from: 'before.has(key) || ',
    to: '',
    guard: items('compare-items'),
  },
  {
    name: 'proof items: an item behind another of its row',
    file: `${ITEMS}/compare-items.ts`,
    from: 'filter(([, count]) => count > 1)',
    to: 'filter(() => false)',
    guard: items('compare-items'),
  },
  {
    name: 'proof P2.1: a generator that made nothing',
    file: `${GENERATED}/generated-log.ts`,
    from: 'new Map([[0n, 0n]])',
    to: 'new Map<bigint, bigint>()',
    guard: { kind: 'jest', tests: ['test/local/proofs/generated/generated-log.test.ts'] },
  },
  {
    name: 'proof items: tables that differ',
    file: `${ITEMS}/prove-items.ts`,
    from: 'passed: problems.length === 0 && tables > 0',
    to: 'passed: tables > 0',
    guard: items('items-prover'),
  },
  {
    name: 'a sink that may not put its items, at a DynamoDB that asks',
    file: 'lib/keyvalue/item-policies.ts',
    from: "['DescribeTable', 'PutItem', ",
    to: "['DescribeTable', ",
    guard: { kind: 'local' },
  },
];
