import Table from 'cli-table3';

import { type Proof, proofName } from '../proofs/proof';

/** Whatever reads it: a pipe, a narrow terminal, a pasted log. */
const LEAST_WIDTH = 100;

/** Lines that are longer are no easier to read. */
const MOST_WIDTH = 180;

const MARK_WIDTH = 3;
const LEAST_ID_WIDTH = 7;
const MOST_ID_WIDTH = 22;
const COLUMNS = 5;
const PADDING = 2;

/** One proof as it is decided: a line, and for a red one what was expected and what was found. */
export function describeProof(proof: Proof): string[] {
  const { passed, claim, expected, actual } = proof;
  if (passed) return [`✓ ${proofName(proof)}  ${claim}`];
  return [`✗ ${proofName(proof)}  ${claim}`, ...labelled('expected', expected), ...labelled('actual', actual)];
}

/** A text of several lines stays below its label. */
function labelled(label: string, text: string): string[] {
  const [line = '', ...rest] = text.split('\n');
  const isLong = line.length > MOST_CHARACTERS;
  const first = isLong ? [...line.slice(0, MOST_CHARACTERS)].slice(0, -1).join('') : line;
  return [`    ${`${label}:`.padEnd(10)}${first}`, ...rest.map((line) => `      ${line}`)];
}

/**
 * The proofs as a table. Of a text of several lines it has the first.
 *
 * @param terminalWidth in columns; undefined where nothing shows it
 */
export function printProofs(proofs: readonly Proof[], terminalWidth: number | undefined): string {
  const width = Math.min(Math.max(terminalWidth ?? LEAST_WIDTH, LEAST_WIDTH), MOST_WIDTH);
  const longest = Math.max(LEAST_ID_WIDTH, ...proofs.map((proof) => proofName(proof).length + PADDING));
  const idWidth = Math.min(longest, MOST_ID_WIDTH);
  const textWidth = Math.floor((width - MARK_WIDTH - idWidth - (COLUMNS + 1)) / 3);
  const table = new Table({
    head: ['', 'proof', 'claim', 'expected', 'actual'],
    colWidths: [MARK_WIDTH, idWidth, textWidth, textWidth, textWidth],
    wordWrap: true,
    style: { head: [], border: [] },
  });
  for (const proof of proofs) {
    const { passed, claim, expected, actual } = proof;
    const cells = [claim, expected, actual].map((text) => wrappable(text, textWidth - PADDING));
    table.push([passed ? '✓' : '✗', wrappable(proofName(proof), idWidth - PADDING), ...cells]);
  }
  return table.toString();
}

/** Of a cell: all of it is printed with its proof, and stands in the report. */
const MOST_CHARACTERS = 400;

/** The table wraps between words only, and cuts what is longer than a line. */
function wrappable(text: string, width: number): string {
  const [line = '', ...rest] = text.split('\n');
  const isLong = line.length > MOST_CHARACTERS;
  const first = isLong ? [...line.slice(0, MOST_CHARACTERS)].slice(0, -1).join('') : line;
  const words = first.split(' ').map((word) => word.match(new RegExp(`.{1,${width}}`, 'gu'))?.join('\n') ?? word);
  return `${words.join(' ')}${isLong || rest.length > 0 ? ' …' : ''}`;
}
