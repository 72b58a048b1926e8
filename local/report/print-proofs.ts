import Table from 'cli-table3';

import type { Proof } from '../proofs/proof';

const TEXT_WIDTH = 44;

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
