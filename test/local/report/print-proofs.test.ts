import type { Proof } from '../../../local/proofs/proof';
import { describeProof } from '../../../local/report/print-proofs';

const GREEN: Proof = { pipeline: 'P1', id: 'P1.3', claim: 'a claim', expected: '1 row', actual: '1 row', passed: true };

test('a green proof is a line; a red one says what was expected and what was found', () => {
  expect(describeProof(GREEN)).toEqual(['✓ P1.3  a claim']);
  expect(describeProof({ ...GREEN, passed: false, actual: 'no row\nbecause: gone' })).toEqual([
    '✗ P1.3  a claim',
    '    expected: 1 row',
    '    actual:   no row',
    '      because: gone',
  ]);
});
