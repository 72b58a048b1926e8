import { proofName } from '../../../local/proofs/proof';

test.each([
  ['P1', 'P1.3', 'P1.3'],
  ['P1', 'P1', 'P1'],
  ['salesdb', 'topics', 'salesdb topics'],
  ['a', 'archive', 'a archive'],
  ['t', 'tables', 't tables'],
])('of %s, %s is called %s', (pipeline, id, name) => {
  expect(proofName({ pipeline, id })).toBe(name);
});
