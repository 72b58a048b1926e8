import type { Proof } from '../../../local/proofs/proof';
import { describeFindings, type Findings, hasPassed, verdictLine } from '../../../local/report/verdict';

const proof = (id: string, passed: boolean): Proof => ({
  pipeline: 'P1',
  id,
  claim: 'c',
  expected: '1',
  actual: '1',
  passed,
});
const NOTHING_WRONG = { permissionProblems: [], deaths: [] };

test.each<[Findings, boolean, string]>([
  [{ ...NOTHING_WRONG, proofs: [proof('P1.1', true), proof('P1.2', true)] }, true, '2 proofs'],
  [{ ...NOTHING_WRONG, proofs: undefined }, true, 'nothing was to be proven'],
  [{ ...NOTHING_WRONG, proofs: [] }, false, 'nothing was proven'],
  [{ ...NOTHING_WRONG, proofs: [proof('P1.1', true), proof('P1.2', false)] }, false, '1 of 2 proofs red: P1.2'],
  [
    { ...NOTHING_WRONG, proofs: [{ ...proof('topics', false), pipeline: 'salesdb' }] },
    false,
    '1 of 1 proofs red: salesdb topics',
  ],
  [
    { proofs: [proof('P1.1', true)], permissionProblems: ['a', 'b'], deaths: ['c'] },
    false,
    '1 death; 2 permissions wrong',
  ],
  [{ proofs: undefined, permissionProblems: [], deaths: ['c', 'd'] }, false, 'nothing was to be proven; 2 deaths'],
])('%j', (findings, passed, why) => {
  expect([hasPassed(findings), describeFindings(findings)]).toEqual([passed, why]);
});

test('one line: whether it passed, how long it took, where the report is', () => {
  const startedAt = new Date(Date.now() - 61_000);
  const places = { startedAt, projectDirectory: '/p', reportFile: '/p/out/local/r1/report.json' };
  expect(verdictLine({ passed: true, why: '9 proofs', ...places })).toBe(
    '✓ passed (9 proofs) in 61 s; report: out/local/r1/report.json',
  );
  expect(verdictLine({ passed: false, why: 'stopped by SIGINT', ...places })).toMatch(
    /^✗ not passed \(stopped by SIGINT\) in 61 s; /,
  );
});
