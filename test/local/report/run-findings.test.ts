import type { Proof } from '../../../local/proofs/proof';
import { RunFindings } from '../../../local/report/run-findings';
import { describeFindings, hasPassed } from '../../../local/report/verdict';

const FOUND = { proofs: undefined, permissionProblems: [], deaths: [] };

let deaths: string[];
let standing: string[];
let findings: RunFindings;

beforeEach(() => {
  deaths = [];
  standing = [];
  findings = new RunFindings({ deaths: () => deaths, standing: () => standing });
});

test('what died is known while proofs are under way, and nothing has passed by then', () => {
  deaths = ['kafka ended'];
  expect(findings.ending()).toEqual({ deaths: ['kafka ended'] });
  expect(() => findings.now()).toThrow('findings must be asked for after the proofs');
});

test('a run that passed and then lost something for good has not passed, until somebody has mended it', () => {
  findings.judge(FOUND);
  expect(findings.ending()).toMatchObject({ passed: true, deaths: [] });
  deaths = ['aws ended'];
  standing = ['aws ended'];
  expect(findings.ending()).toMatchObject({ passed: false, deaths: ['aws ended'] });
  standing = [];
  expect(findings.ending()).toMatchObject({ passed: true, deaths: [] });
});

test('what died before the proofs were over stays a death, and is counted once', () => {
  findings.judge({ ...FOUND, deaths: ['a'] });
  standing = ['a', 'b'];
  expect(findings.now().deaths).toEqual(['a', 'b']);
});

test('while it is proven again, nothing has passed, and what was found before is known no longer', () => {
  findings.judge(FOUND);
  const proofs: Proof[] = [];
  findings.startRound(() => proofs);
  expect(findings.ending()).toEqual({ deaths: [] });
  expect(hasPassed(findings.now())).toBe(false);
  proofs.push({ pipeline: 'p', id: 'topics', claim: 'c', expected: '1', actual: '1', passed: true });
  expect(describeFindings(findings.now())).toBe('1 of 2 proofs red: all round');
  expect(findings.last()).toEqual({ deaths: [], passed: false, error: 'a round of proofs came to no end' });
  findings.judge({ ...FOUND, proofs });
  expect(findings.last()).toEqual({ passed: true, deaths: [], permissionProblems: [] });
});
