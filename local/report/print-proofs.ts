import Table from 'cli-table3';

import type { Proof } from '../proofs/proof';

const TEXT_WIDTH = 44;

/** One proof as it is decided: a line, and for a red one what was expected and what was found. */
export function describeProof({ passed, id, claim, expected, actual }: Proof): string[] {
  if (passed) return [`✓ ${id}  ${claim}`];
  return [`✗ ${id}  ${claim}`, ...labelled('expected', expected), ...labelled('actual', actual)];
}

/** A text of several lines stays below its label. */
function labelled(label: string, text: string): string[] {
  const [first = '', ...rest] = text.split('\n');
  return [`    ${`${label}:`.padEnd(10)}${first}`, ...rest.map((line) => `      ${line}`)];
}

/** The proofs as a table for the terminal. */
export function printProofs(proofs: readonly Proof[]): string {
  const table = new Table({
    head: ['', 'proof', 'claim', 'expected', 'actual'],
    colWidths: [3, 7, TEXT_WIDTH, TEXT_WIDTH, TEXT_WIDTH],
    wordWrap: true,
    style: { head: [], border: [] },
  });
  for (const { passed, id, claim, expected, actual } of proofs) {
    table.push([passed ? '✓' : '✗', id, claim, expected, actual]);
  }
  return table.toString();
}
