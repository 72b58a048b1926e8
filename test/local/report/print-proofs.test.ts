import type { Proof } from '../../../local/proofs/proof';
import { describeProof, printProofs } from '../../../local/report/print-proofs';

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

describe('the table', () => {
  const LONG = `a claim of words, salesdb.salesdb.${'SALES_ORDER_DETAIL_'.repeat(2)}END; then more`;
  const proofs = [
    { ...GREEN, claim: LONG, actual: LONG },
    { ...GREEN, passed: false, id: 'unproven', actual: `first line of it\n${'x'.repeat(30)}` },
  ];
  const widest = (text: string): number => Math.max(...text.split('\n').map((line) => [...line].length));
  /** What stands in a column, put together again. */
  const column = (text: string, at: number): string =>
    text
      .split('\n')
      .map((line) => line.split('│')[at]?.trim() ?? '')
      .join(' ')
      .replaceAll(/\s+/g, '');

  test.each([
    [undefined, 100],
    [80, 100],
    [141, 141],
    [400, 180],
  ])('on a terminal of %s columns takes at most %s', (terminal, most) => {
    const table = printProofs(proofs, terminal);
    expect(widest(table)).toBeLessThanOrEqual(most);
    expect(widest(table)).toBeGreaterThan(most - 3);
  });

  test('wraps, and cuts nothing of a line', () => {
    const table = printProofs(proofs, undefined);
    expect(column(table, 3)).toContain(LONG.replaceAll(' ', ''));
    expect(column(table, 5)).toContain('firstlineofit…');
    expect(table).not.toContain('xxx');
  });
});

test('rows of many long columns are cut, for a table of them would take minutes to draw', () => {
  const actual = 'c1="😀x" '.repeat(20_000);
  const proof = { pipeline: 'p', id: 'tables', claim: 'c', expected: 'e', actual, passed: false };
  const started = performance.now();
  const printed = printProofs([proof], 120);
  expect(performance.now() - started).toBeLessThan(5000);
  expect(printed).toContain('…');
});
